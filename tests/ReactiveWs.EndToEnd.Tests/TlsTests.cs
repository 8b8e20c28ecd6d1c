using System.Security.Authentication;
using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests;

/// <summary>wss with a private authority, and with certificates on both sides.</summary>
public sealed class TlsTests
{
    static readonly TestCertificates s_certificates = TestCertificates.Run;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task A_private_authority_is_trusted_when_it_is_named(string host)
    {
        await using var server = await OurServer.StartAsync(Config(s_certificates.Server));

        await EchoAsync(server.Url(host: host), new WebSocketRequestOptions { CaPath = s_certificates.Ca });
    }

    [Fact]
    public async Task Tls_1_3_can_be_demanded()
    {
        await using var server = await OurServer.StartAsync(Config(s_certificates.Server) with { MinTlsProtocol = SslProtocols.Tls13 });

        await EchoAsync(server.Url(), new WebSocketRequestOptions { CaPath = s_certificates.Ca, MinTlsProtocol = SslProtocols.Tls13 });
    }

    [Fact]
    public async Task A_servers_encrypted_key_is_opened_with_its_password()
    {
        var pair = s_certificates.Server;
        await using var server = await OurServer.StartAsync(new WebSocketServerConfig { ServerCert = new ServerCert(pair.Certificate, pair.EncryptedKey, TestCertificates.KeyPassword) });

        await EchoAsync(server.Url(), new WebSocketRequestOptions { CaPath = s_certificates.Ca });
    }

    [Fact]
    public async Task An_authority_that_is_not_named_is_not_trusted()
    {
        await using var server = await OurServer.StartAsync(Config(s_certificates.Server));

        Assert.Equal(WebSocketErrorCode.ConnectionFailed, (await FailAsync(server.Url(), new WebSocketRequestOptions())).Code);
    }

    [Fact]
    public async Task An_authority_other_than_the_named_one_is_not_trusted()
    {
        await using var server = await OurServer.StartAsync(Config(s_certificates.Server));

        Assert.Equal(WebSocketErrorCode.ConnectionFailed, (await FailAsync(server.Url(), new WebSocketRequestOptions { CaPath = s_certificates.StrangersCa })).Code);
    }

    [Fact]
    public async Task A_certificate_for_another_host_is_refused()
    {
        await using var server = await OurServer.StartAsync(Config(s_certificates.OtherHost));

        Assert.Equal(WebSocketErrorCode.ConnectionFailed, (await FailAsync(server.Url(), new WebSocketRequestOptions { CaPath = s_certificates.Ca })).Code);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused()
    {
        await using var server = await OurServer.StartAsync(Config(s_certificates.Expired));

        Assert.Equal(WebSocketErrorCode.ConnectionFailed, (await FailAsync(server.Url(), new WebSocketRequestOptions { CaPath = s_certificates.Ca })).Code);
    }

    [Fact]
    public async Task Verification_can_be_switched_off()
    {
        await using var server = await OurServer.StartAsync(Config(s_certificates.OtherHost));

        await EchoAsync(server.Url(), new WebSocketRequestOptions { SkipServerCertVerification = true });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_proves_who_it_is(bool encryptedKey)
    {
        await using var server = await OurServer.StartAsync(Config(s_certificates.Server) with { ClientCertRequired = true, ClientCaPath = s_certificates.Ca });
        var pair = s_certificates.Client;

        await EchoAsync(server.Url(), new WebSocketRequestOptions
        {
            CaPath = s_certificates.Ca,
            ClientCert = encryptedKey ? new ClientCert(pair.Certificate, pair.EncryptedKey, TestCertificates.KeyPassword) : new ClientCert(pair.Certificate, pair.Key),
        });

        Assert.Equal("CN=ada", (await server.Connected).ClientCertificate?.Subject);
    }

    [Fact]
    public async Task A_client_without_a_certificate_is_refused_where_one_is_required()
    {
        await using var server = await OurServer.StartAsync(Config(s_certificates.Server) with { ClientCertRequired = true, ClientCaPath = s_certificates.Ca });

        Assert.Equal(WebSocketErrorCode.ConnectionFailed, (await FailAsync(server.Url(), new WebSocketRequestOptions { CaPath = s_certificates.Ca })).Code);
        Assert.Equal(WebSocketErrorCode.ConnectionFailed, (await server.Failed).Code);
    }

    [Fact]
    public async Task A_client_whose_authority_the_server_does_not_know_is_refused()
    {
        await using var server = await OurServer.StartAsync(Config(s_certificates.Server) with { ClientCertRequired = true, ClientCaPath = s_certificates.Ca });
        var stranger = s_certificates.StrangersClient;

        var error = await FailAsync(server.Url(), new WebSocketRequestOptions { CaPath = s_certificates.Ca, ClientCert = new ClientCert(stranger.Certificate, stranger.Key) });

        Assert.Equal(WebSocketErrorCode.ConnectionFailed, error.Code);
    }

    [Fact]
    public async Task Kestrel_sees_our_clients_certificate()
    {
        await using var server = await KestrelEcho.StartAsync(s_certificates.Server, clientCertificate: true);
        var pair = s_certificates.Client;

        await EchoAsync($"wss://localhost:{server.Port}/", new WebSocketRequestOptions { CaPath = s_certificates.Ca, ClientCert = new ClientCert(pair.Certificate, pair.Key) });

        Assert.Equal("CN=ada", (await server.Upgrade.Task.Soon()).ClientName);
    }

    [Fact]
    public async Task Node_and_we_prove_ourselves_to_each_other()
    {
        var pair = s_certificates.Client;
        await using var server = await OurServer.StartAsync(Config(s_certificates.Server) with { ClientCertRequired = true, ClientCaPath = s_certificates.Ca });
        await using var client = NodeWs.StartClient(new
        {
            url = server.Url(), caFile = s_certificates.Ca, certFile = pair.Certificate, keyFile = pair.Key,
            steps = new object[] { new { text = "hi" }, new { @await = "message" }, new { close = new object[] { 1000 } } },
        });

        Assert.Equal("hi", (await client.EventAsync("message", Ct)).GetProperty("text").GetString());
        Assert.Equal("CN=ada", (await server.Connected).ClientCertificate?.Subject);
    }

    [Fact]
    public async Task A_certificate_file_that_is_missing_is_named()
    {
        var error = await FailAsync("wss://localhost:9/", new WebSocketRequestOptions { CaPath = "/nowhere/ca.pem" });

        Assert.Equal(WebSocketErrorCode.CertificateNotFound, error.Code);
        Assert.Contains("/nowhere/ca.pem", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_password_that_is_wrong_is_an_error_that_does_not_tell_it()
    {
        var pair = s_certificates.Client;

        var error = await FailAsync("wss://localhost:9/", new WebSocketRequestOptions { ClientCert = new ClientCert(pair.Certificate, pair.EncryptedKey, "hunter2") });

        Assert.Equal(WebSocketErrorCode.CertificateNotFound, error.Code);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    static WebSocketServerConfig Config(TestCertificates.Pair pair) => new() { ServerCert = new ServerCert(pair.Certificate, pair.Key) };

    static async Task EchoAsync(string url, WebSocketRequestOptions options)
    {
        await using var ws = new ReactiveWebSocket();
        var reply = ws.Messages.NextAsync();
        await ws.ConnectAsync(url, options, Ct);
        await ws.SendAsync("secret", Ct);
        Assert.Equal("secret", (await reply).Text);
        Assert.Equal(1000, (await ws.EndAsync()).Code);
    }

    /// <summary>What ConnectAsync throws; the same value arrives on Errors.</summary>
    static async Task<ReactiveWsException> FailAsync(string url, WebSocketRequestOptions options)
    {
        await using var ws = new ReactiveWebSocket();
        var told = ws.Errors.NextAsync();
        var thrown = await Assert.ThrowsAsync<ReactiveWsException>(() => ws.ConnectAsync(url, options, Ct));
        Assert.Same(thrown, await told);
        return thrown;
    }
}
