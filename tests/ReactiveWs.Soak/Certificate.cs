using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ReactiveWs.Soak;

/// <summary>A certificate for this machine that is its own authority, as PEM files that are deleted with it.</summary>
internal sealed class Certificate : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("reactivews-soak-");

    public Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        File.WriteAllText(Path, made.ExportCertificatePem());
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
    }

    public string Path => System.IO.Path.Combine(_folder.FullName, "localhost.pem");

    public string Key => System.IO.Path.Combine(_folder.FullName, "localhost.key");

    public void Dispose() => _folder.Delete(recursive: true);
}
