using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ReactiveWs.EndToEnd.Tests.Harness;

/// <summary>A private authority and what it signed, made anew by each run, as PEM files.</summary>
internal sealed class TestCertificates : IDisposable
{
    public const string KeyPassword = "correct horse";

    static readonly Lazy<TestCertificates> s_run = new(() => new TestCertificates());

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("reactivews-");

    TestCertificates()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        using var authority = Authority("ReactiveWs test authority");
        using var stranger = Authority("Somebody else's authority");
        Ca = Write("ca.pem", authority.ExportCertificatePem());
        StrangersCa = Write("stranger.pem", stranger.ExportCertificatePem());
        Server = Issue(authority, "server", "localhost", serverFor: "localhost");
        OtherHost = Issue(authority, "other", "example.test", serverFor: "example.test");
        Expired = Issue(authority, "expired", "localhost", serverFor: "localhost", daysAgo: 10);
        Client = Issue(authority, "client", "ada", serverFor: null);
        StrangersClient = Issue(stranger, "mallory", "mallory", serverFor: null);
    }

    public static TestCertificates Run => s_run.Value;

    /// <summary>A certificate and its key, the key also encrypted with <see cref="KeyPassword"/>.</summary>
    public sealed record Pair(string Certificate, string Key, string EncryptedKey)
    {
        public X509Certificate2 Load()
        {
            using var pem = X509Certificate2.CreateFromPemFile(Certificate, Key);
            return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pfx), null);    // a key from PEM alone cannot be used for TLS everywhere
        }
    }

    public string Ca { get; }

    public string StrangersCa { get; }

    public Pair Server { get; }

    public Pair OtherHost { get; }

    public Pair Expired { get; }

    public Pair Client { get; }

    public Pair StrangersClient { get; }

    public void Dispose() => _folder.Delete(recursive: true);

    static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(30));
    }

    Pair Issue(X509Certificate2 authority, string file, string name, string? serverFor, int daysAgo = 0)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(serverFor is null ? "1.3.6.1.5.5.7.3.2" : "1.3.6.1.5.5.7.3.1")], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        if (serverFor is not null)
        {
            request.CertificateExtensions.Add(Names(serverFor));
        }

        using var issued = request.Create(authority, DateTimeOffset.UtcNow.AddDays(-20), DateTimeOffset.UtcNow.AddDays(20 - (daysAgo > 0 ? 20 + daysAgo : 0)), RandomNumberGenerator.GetBytes(8));
        var encryption = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000);
        return new Pair(
            Write($"{file}.pem", issued.ExportCertificatePem()),
            Write($"{file}.key", key.ExportPkcs8PrivateKeyPem()),
            Write($"{file}-encrypted.key", key.ExportEncryptedPkcs8PrivateKeyPem(KeyPassword, encryption)));
    }

    static X509Extension Names(string host)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        if (host == "localhost")
        {
            names.AddIpAddress(IPAddress.Loopback);
        }

        return names.Build();
    }

    string Write(string name, string pem)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, pem + "\n");
        return path;
    }
}
