using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ReactiveWs.Tests.Bytes;

/// <summary>A private authority and certificates of it, as files in a directory of their own.</summary>
public sealed class TestCertificates : IDisposable
{
    public const string Password = "opens";
    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("reactivews-");
    readonly X509Certificate2 _authority = MakeAuthority("Test CA");

    public TestCertificates()
    {
        Write("ca.pem", _authority.ExportCertificatePem());
        using var stranger = MakeAuthority("Stranger CA");
        Write("stranger-ca.pem", stranger.ExportCertificatePem());
        Save("server", Make("localhost", ServerAuthentication));
        Save("client", Make("client", ClientAuthentication));
        Save("expired", Make("localhost", ServerAuthentication, DateTimeOffset.UtcNow.AddDays(-10)));
        Save("stranger", Make("stranger", ClientAuthentication, issuer: stranger));
        Save("elsewhere", Make("elsewhere.example", ServerAuthentication));
    }

    public string this[string name] => Path.Combine(_directory.FullName, name);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    internal ServerCert Server(string name = "server") => new(this[$"{name}.pem"], this[$"{name}.key"]);

    internal ClientCert Client(string name = "client") => new(this[$"{name}.pem"], this[$"{name}.key"]);

    void Save(string name, (X509Certificate2 Certificate, ECDsa Key) made)
    {
        using var certificate = made.Certificate.CopyWithPrivateKey(made.Key);
        var (pem, key) = (certificate.ExportCertificatePem(), made.Key.ExportPkcs8PrivateKeyPem());
        Write($"{name}.pem", pem);
        Write($"{name}.key", key);
        Write($"{name}-both.pem", $"{pem}\n{key}\n");
        Write($"{name}-encrypted.key", made.Key.ExportEncryptedPkcs8PrivateKeyPem(Password, new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));
        File.WriteAllBytes(this[$"{name}.pfx"], certificate.Export(X509ContentType.Pkcs12, Password));
        File.WriteAllBytes(this[$"{name}.der"], certificate.Export(X509ContentType.Cert));
        made.Certificate.Dispose();
        made.Key.Dispose();
    }

    (X509Certificate2, ECDsa) Make(string name, string use, DateTimeOffset? end = null, X509Certificate2? issuer = null)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        var until = end ?? DateTimeOffset.UtcNow.AddDays(1);
        return (request.Create(issuer ?? _authority, until.AddDays(-5), until, RandomNumberGenerator.GetBytes(8)), key);
    }

    static X509Certificate2 MakeAuthority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-100), DateTimeOffset.UtcNow.AddDays(2));
    }

    public void Dispose()
    {
        _authority.Dispose();
        _directory.Delete(recursive: true);
    }
}
