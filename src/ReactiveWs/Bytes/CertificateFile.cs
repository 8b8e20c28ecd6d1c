using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ReactiveWs.Bytes;

/// <summary>Loads certificates and keys from files; failures are error 2302002 and name the path and the option it came from.</summary>
internal static class CertificateFile
{
    /// <summary>A certificate with its private key, and those that came with it (intermediates).</summary>
    /// <param name="option">The option that holds the paths, for messages.</param>
    /// <param name="certPath">PEM with the certificate first, or PKCS #12.</param>
    /// <param name="keyPath">PEM with the key; null when the first file holds it.</param>
    /// <param name="password">The key's password, or null.</param>
    /// <exception cref="ReactiveWsException">2302002: a file is missing or does not hold what it should.</exception>
    public static (X509Certificate2 Certificate, X509Certificate2Collection Others) LoadWithKey(
        string option, string certPath, string? keyPath, string? password)
    {
        var certBytes = ReadFile($"{option}.CertPath", certPath);
        return IsPem(certBytes)
            ? LoadPem(option, certPath, certBytes, keyPath, password)
            : LoadPkcs12(option, certPath, certBytes, password);
    }

    /// <summary>Authorities from a PEM file.</summary>
    /// <exception cref="ReactiveWsException">2302002: the file is missing, or has no certificate.</exception>
    public static X509Certificate2Collection LoadAuthorities(string option, string path)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(Encoding.ASCII.GetString(ReadFile(option, path)));
        }
        catch (CryptographicException e)
        {
            throw Unusable(option, path, "is not a valid PEM file", e);
        }
        return authorities.Count > 0 ? authorities : throw Unusable(option, path, "has no '-----BEGIN CERTIFICATE-----'; give it in PEM form", null);
    }

    static (X509Certificate2, X509Certificate2Collection) LoadPem(string option, string certPath, byte[] certBytes, string? keyPath, string? password)
    {
        var (keyOption, keyFile) = keyPath is null ? ($"{option}.CertPath", certPath) : ($"{option}.KeyPath", keyPath);
        var key = Encoding.ASCII.GetString(keyPath is null ? certBytes : ReadFile(keyOption, keyPath));
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(Encoding.ASCII.GetString(certBytes));
        }
        catch (CryptographicException e)
        {
            throw Unusable($"{option}.CertPath", certPath, "is not a valid PEM file", e);
        }
        if (all.Count == 0)
        {
            throw Unusable($"{option}.CertPath", certPath, "has no '-----BEGIN CERTIFICATE-----'", null);
        }
        var first = all[0];
        all.RemoveAt(0);
        return (WithKey(first, key, keyOption, keyFile, password), all);
    }

    static X509Certificate2 WithKey(X509Certificate2 certificate, string key, string option, string path, string? password)
    {
        using (certificate)
        {
            try
            {
                var pem = certificate.ExportCertificatePem();
                return Usable(password is null ? X509Certificate2.CreateFromPem(pem, key) : X509Certificate2.CreateFromEncryptedPem(pem, key, password));
            }
            catch (Exception e) when (e is CryptographicException or ArgumentException)
            {
                throw Unusable(option, path, KeyProblem(key, password), e);
            }
        }
    }

    static string KeyProblem(string key, string? password)
    {
        if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            return "has no '-----BEGIN PRIVATE KEY-----'; give the key's file as KeyPath";
        }
        return (key.Contains("ENCRYPTED", StringComparison.Ordinal), password) switch
        {
            (true, null) => "has an encrypted private key; give its KeyPassword",
            (true, _) => "has a private key that KeyPassword does not open, or that is not the certificate's",
            (false, null) => "has a private key that is not the certificate's",
            (false, _) => "has a private key that is not encrypted; leave KeyPassword out",
        };
    }

    static (X509Certificate2, X509Certificate2Collection) LoadPkcs12(string option, string path, byte[] bytes, string? password)
    {
        try
        {
            var all = X509CertificateLoader.LoadPkcs12Collection(bytes, password);
            var own = all.FirstOrDefault(c => c.HasPrivateKey) ?? throw new CryptographicException("No certificate with a private key.");
            all.Remove(own);
            return (own, all);
        }
        catch (CryptographicException e)
        {
            throw Unusable($"{option}.CertPath", path, "is neither PEM nor a PKCS #12 file with a private key that KeyPassword opens", e);
        }
    }

    // Windows' TLS cannot use a key that exists in memory only.
    static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
    }

    static bool IsPem(ReadOnlySpan<byte> bytes) => bytes.IndexOf("-----BEGIN "u8) >= 0;

    static byte[] ReadFile(string option, string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var isMissing = e is FileNotFoundException or DirectoryNotFoundException;
            throw Unusable(option, path, isMissing ? "does not exist" : $"cannot be read: {e.Message}", e);
        }
    }

    static ReactiveWsException Unusable(string option, string path, string problem, Exception? cause) =>
        new(WebSocketErrorCode.CertificateNotFound, $"The file '{path}' given as {option} {problem}.", cause);
}
