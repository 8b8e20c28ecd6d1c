using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

/// <summary>wss from end to end, our client against our server, over both ways to a link.</summary>
public abstract class TlsTests(TestCertificates files) : IClassFixture<TestCertificates>
{
    private protected abstract HandshakePath Path { get; }

    WebSocketRequestOptions Trusting => new() { CaPath = files["ca.pem"] };

    [Fact]
    public async Task A_server_of_a_given_authority_is_trusted()
    {
        await using var server = Serve(new() { ServerCert = files.Server() });

        Assert.Equal("TLS, nobody", await AskAsync(server, Trusting));
    }

    [Fact]
    public async Task A_server_of_an_unknown_authority_is_not()
    {
        await using var server = Serve(new() { ServerCert = files.Server() });

        Assert.Contains("Give the PEM file of that authority's root as CaPath", await FailAsync(server, new()), StringComparison.Ordinal);
        Assert.Contains("not trusted", await FailAsync(server, new() { CaPath = files["stranger-ca.pem"] }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused_though_its_authority_is_trusted()
    {
        await using var server = Serve(new() { ServerCert = files.Server("elsewhere") });

        Assert.Contains("certificate is not for 'localhost'", await FailAsync(server, Trusting), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_certificate_is_refused()
    {
        await using var server = Serve(new() { ServerCert = files.Server("expired") });

        Assert.Contains("has expired", await FailAsync(server, Trusting), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_is_not_for_servers_is_refused()
    {
        await using var server = Serve(new() { ServerCert = files.Server("client") });

        Assert.Contains("TLS with localhost", await FailAsync(server, Trusting), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_verification_everything_is_accepted()
    {
        await using var server = Serve(new() { ServerCert = files.Server("expired") });

        Assert.Equal("TLS, nobody", await AskAsync(server, new() { SkipServerCertVerification = true }));
    }

    [Theory]
    [InlineData("server.pfx", null, TestCertificates.Password)]
    [InlineData("server.pem", "server-encrypted.key", TestCertificates.Password)]
    [InlineData("server-both.pem", null, null)]
    public async Task The_servers_certificate_may_come_in_any_form(string cert, string? key, string? password)
    {
        await using var server = Serve(new() { ServerCert = new(files[cert], key is null ? null : files[key], password) });

        Assert.Equal("TLS, nobody", await AskAsync(server, Trusting));
    }

    [Theory]
    [InlineData("client.pem", "client.key", null)]
    [InlineData("client.pfx", null, TestCertificates.Password)]
    [InlineData("client.pem", "client-encrypted.key", TestCertificates.Password)]
    public async Task A_client_proves_who_it_is(string cert, string? key, string? password)
    {
        await using var server = Serve(new() { ServerCert = files.Server(), ClientCertRequired = true, ClientCaPath = files["ca.pem"] });

        Assert.Equal("TLS, CN=client", await AskAsync(server, Trusting with { ClientCert = new(files[cert], key is null ? null : files[key], password) }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("stranger")]
    [InlineData("server")]
    public async Task A_client_that_cannot_prove_who_it_is_does_not_get_in(string? identity)
    {
        await using var server = Serve(new() { ServerCert = files.Server(), ClientCertRequired = true, ClientCaPath = files["ca.pem"] });

        await FailAsync(server, Trusting with { ClientCert = identity is null ? null : files.Client(identity) });
    }

    [Fact]
    public async Task The_oldest_version_accepted_is_agreed_by_both()
    {
        await using var server = Serve(new() { ServerCert = files.Server(), MinTlsProtocol = SslProtocols.Tls13 });

        Assert.Equal("TLS, nobody", await AskAsync(server, Trusting with { MinTlsProtocol = SslProtocols.Tls13 }));
    }

    [Fact]
    public async Task A_server_that_only_speaks_an_older_version_is_refused()
    {
        await using var server = new LoopbackServer(async stream =>
        {
            var (certificate, _) = CertificateFile.LoadWithKey("ServerCert", files["server.pem"], files["server.key"], null);
            await using var tls = new SslStream(stream, leaveInnerStreamOpen: true);
            try
            {
                await tls.AuthenticateAsServerAsync(certificate, false, SslProtocols.Tls12, false);
            }
            catch (AuthenticationException)
            {
                // What is expected; the test looks at the client.
            }
        });

        Assert.Contains("MinTlsProtocol", await FailAsync(server, Trusting with { MinTlsProtocol = SslProtocols.Tls13 }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS_to_a_plain_port_fails_with_a_hint()
    {
        await using var server = new LoopbackServer(async stream =>
        {
            await stream.ReadExactlyAsync(new byte[1]);
            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
            await LoopbackServer.WaitForEndAsync(stream);
        });

        Assert.Contains("ws://", await FailAsync(server, Trusting), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plain_handshake_to_a_TLS_port_fails_with_a_hint()
    {
        await using var server = Serve(new() { ServerCert = files.Server() });

        var error = await Assert.ThrowsAsync<ReactiveWsException>(
            () => ClientHandshake.OpenAsync(server.Address(), new(), Path, TestContext.Current.CancellationToken).Soon());

        Assert.Equal(WebSocketErrorCode.ConnectionFailed, error.Code);
    }

    async Task<string> AskAsync(LoopbackServer server, WebSocketRequestOptions options)
    {
        var opening = await ClientHandshake.OpenAsync(server.Address(scheme: "wss", host: "localhost"), options, Path, TestContext.Current.CancellationToken).Soon();
        Assert.Equal(0, opening.Link.IdleBufferSize);
        var answer = Encoding.ASCII.GetString(opening.Leftover.Span);
        if (answer.Length == 0)
        {
            Assert.Equal(0, await opening.Link.ReadAsync(Memory<byte>.Empty).Soon());
            var buffer = new byte[100];
            answer = Encoding.ASCII.GetString(buffer, 0, await opening.Link.ReadAsync(buffer).Soon());
        }
        await opening.Link.CloseAsync();
        return answer;
    }

    // With TLS 1.3 a client learns only with its first read that its certificate was refused.
    async Task<string> FailAsync(LoopbackServer server, WebSocketRequestOptions options)
    {
        var error = await Assert.ThrowsAsync<ReactiveWsException>(() => AskAsync(server, options));
        Assert.Equal(WebSocketErrorCode.ConnectionFailed, error.Code);
        Assert.Contains($"localhost:{server.Port}", error.Message, StringComparison.Ordinal);
        return error.Message;
    }

    /// <summary>A server that says after the handshake who the client is.</summary>
    static LoopbackServer Serve(WebSocketServerConfig config) => new(async stream =>
    {
        using var tls = ServerTls.Load(config)!;
        try
        {
            await using var secure = await tls.AuthenticateAsync(stream, CancellationToken.None);
            var link = new StreamLink(secure, waitsOnEmptyReads: true);
            var read = await ServerHandshake.ReadAsync(link, new byte[4096], 4096, 100);
            if (read.Request is null)
            {
                return;                                   // the client does not trust us
            }
            var output = new System.Buffers.ArrayBufferWriter<byte>();
            UpgradeResponse.Write101(output, UpgradeKey.Accept(read.Request.Key));
            await link.WriteAsync(output.WrittenMemory);
            await link.WriteAsync(Encoding.ASCII.GetBytes($"TLS, {secure.RemoteCertificate?.Subject ?? "nobody"}"));
            while (await link.ReadAsync(new byte[100]) > 0) { }
        }
        catch (AuthenticationException)
        {
            // The tests look at the client.
        }
    });
}

public sealed class DirectTlsTests(TestCertificates files) : TlsTests(files)
{
    private protected override HandshakePath Path => HandshakePath.Direct;
}

public sealed class HandlerTlsTests(TestCertificates files) : TlsTests(files)
{
    private protected override HandshakePath Path => HandshakePath.Handler;
}
