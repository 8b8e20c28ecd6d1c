using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

/// <summary>Loading; the handshakes are in TlsTests.</summary>
public sealed class ServerTlsTests(TestCertificates files) : IClassFixture<TestCertificates>
{
    [Fact]
    public void Without_a_certificate_the_server_is_plain() => Assert.Null(ServerTls.Load(new()));

    [Fact]
    public void A_client_certificate_without_TLS_is_401()
    {
        var error = Assert.Throws<ReactiveWsException>(() => ServerTls.Load(new() { ClientCertRequired = true }));

        Assert.Equal(WebSocketErrorCode.InvalidArgument, error.Code);
        Assert.Contains("give a ServerCert", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_certificate_is_2302002_and_names_its_path()
    {
        var error = Assert.Throws<ReactiveWsException>(() => ServerTls.Load(new() { ServerCert = new(files["missing.pem"]) }));

        Assert.Equal(WebSocketErrorCode.CertificateNotFound, error.Code);
        Assert.Contains($"'{files["missing.pem"]}' given as ServerCert.CertPath", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_of_client_authorities_is_2302002_and_names_its_path()
    {
        var error = Assert.Throws<ReactiveWsException>(
            () => ServerTls.Load(new() { ServerCert = files.Server(), ClientCertRequired = true, ClientCaPath = files["missing.pem"] }));

        Assert.Equal(WebSocketErrorCode.CertificateNotFound, error.Code);
        Assert.Contains($"'{files["missing.pem"]}' given as ClientCaPath", error.Message, StringComparison.Ordinal);
    }
}
