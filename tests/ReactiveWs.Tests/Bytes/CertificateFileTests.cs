using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

public sealed class CertificateFileTests(TestCertificates files) : IClassFixture<TestCertificates>
{
    [Theory]
    [InlineData("server.pem", "server.key", null)]
    [InlineData("server-both.pem", null, null)]
    [InlineData("server.pem", "server-encrypted.key", TestCertificates.Password)]
    [InlineData("server.pfx", null, TestCertificates.Password)]
    public void A_certificate_is_loaded_with_its_key(string cert, string? key, string? password)
    {
        using var certificate = CertificateFile.LoadWithKey("ServerCert", files[cert], key is null ? null : files[key], password).Certificate;

        Assert.True(certificate.HasPrivateKey);
        Assert.Equal("CN=localhost", certificate.Subject);
    }

    [Fact]
    public void Certificates_after_the_first_are_sent_along()
    {
        var chain = files.Write("chain.pem", File.ReadAllText(files["server.pem"]) + "\n" + File.ReadAllText(files["ca.pem"]));

        var (certificate, others) = CertificateFile.LoadWithKey("ServerCert", chain, files["server.key"], null);

        Assert.Equal("CN=localhost", certificate.Subject);
        Assert.Equal("CN=Test CA", Assert.Single(others).Subject);
    }

    [Theory]
    [InlineData("missing.pem", "server.key", null, "missing.pem", "ServerCert.CertPath does not exist")]
    [InlineData("server.pem", "missing.key", null, "missing.key", "ServerCert.KeyPath does not exist")]
    [InlineData("server.pem", null, null, "server.pem", "ServerCert.CertPath has no '-----BEGIN PRIVATE KEY-----'")]
    [InlineData("server.pem", "server.pem", null, "server.pem", "ServerCert.KeyPath has no '-----BEGIN PRIVATE KEY-----'")]
    [InlineData("server.pem", "client.key", null, "client.key", "not the certificate's")]
    [InlineData("server.pem", "server-encrypted.key", null, "server-encrypted.key", "give its KeyPassword")]
    [InlineData("server.pem", "server-encrypted.key", "wrong", "server-encrypted.key", "KeyPassword does not open")]
    [InlineData("server.pem", "server.key", "needless", "server.key", "leave KeyPassword out")]
    [InlineData("server.key", "server.key", null, "server.key", "ServerCert.CertPath has no '-----BEGIN CERTIFICATE-----'")]
    [InlineData("server.pfx", null, "wrong", "server.pfx", "KeyPassword opens")]
    [InlineData("server.pfx", null, null, "server.pfx", "KeyPassword opens")]
    [InlineData("server.der", null, null, "server.der", "is neither PEM nor a PKCS #12 file")]
    [InlineData("server.der", "server.key", null, "server.der", "is neither PEM nor a PKCS #12 file")]
    [InlineData(".", "server.key", null, ".", "cannot be read")]
    public void What_cannot_be_loaded_is_2302002_and_names_path_and_option(string cert, string? key, string? password, string path, string words)
    {
        var error = Assert.Throws<ReactiveWsException>(
            () => CertificateFile.LoadWithKey("ServerCert", files[cert], key is null ? null : files[key], password));

        Assert.Equal(WebSocketErrorCode.CertificateNotFound, error.Code);
        Assert.Contains($"'{files[path]}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(password ?? "\0", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Authorities_are_loaded_all() =>
        Assert.Equal(2, CertificateFile.LoadAuthorities("CaPath", files.Write("two.pem", File.ReadAllText(files["ca.pem"]) + "\n" + File.ReadAllText(files["stranger-ca.pem"]))).Count);

    [Theory]
    [InlineData("missing.pem", "does not exist")]
    [InlineData("server.key", "has no '-----BEGIN CERTIFICATE-----'")]
    [InlineData("server.der", "has no '-----BEGIN CERTIFICATE-----'")]
    public void Authorities_that_cannot_be_loaded_are_2302002(string name, string words)
    {
        var error = Assert.Throws<ReactiveWsException>(() => CertificateFile.LoadAuthorities("CaPath", files[name]));

        Assert.Equal(WebSocketErrorCode.CertificateNotFound, error.Code);
        Assert.Contains($"'{files[name]}' given as CaPath {words}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_PEM_file_is_2302002()
    {
        var broken = files.Write("broken.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        Assert.Contains("not a valid PEM", Assert.Throws<ReactiveWsException>(() => CertificateFile.LoadAuthorities("CaPath", broken)).Message, StringComparison.Ordinal);
        Assert.Contains("not a valid PEM", Assert.Throws<ReactiveWsException>(
            () => CertificateFile.LoadWithKey("ClientCert", broken, files["server.key"], null)).Message, StringComparison.Ordinal);
    }
}
