using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests;

/// <summary>Through an HTTP proxy (CONNECT) and through SOCKS.</summary>
public sealed class ProxyTests
{
    static readonly TestCertificates s_certificates = TestCertificates.Run;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ws_goes_through_tinyproxy_with_CONNECT()
    {
        await using var proxy = await TinyProxy.StartAsync(Ct);
        await using var server = await OurServer.StartAsync();

        await EchoAsync(server.Url(), new WebSocketRequestOptions { Proxy = new WebSocketProxy("127.0.0.1", proxy.Port) });

        await proxy.ConnectedToAsync($"localhost:{server.Server.Port}", Ct);
    }

    [Fact]
    public async Task Wss_goes_through_tinyproxy_with_CONNECT()
    {
        await using var proxy = await TinyProxy.StartAsync(Ct);
        await using var server = await OurServer.StartAsync(new WebSocketServerConfig { ServerCert = new ServerCert(s_certificates.Server.Certificate, s_certificates.Server.Key) });

        await EchoAsync(server.Url(), new WebSocketRequestOptions { Proxy = new WebSocketProxy("127.0.0.1", proxy.Port), CaPath = s_certificates.Ca });

        await proxy.ConnectedToAsync($"localhost:{server.Server.Port}", Ct);
    }

    [Fact]
    public async Task A_proxy_with_an_account_gets_it()
    {
        await using var proxy = await TinyProxy.StartAsync(Ct, ("ada", "engine"));
        await using var server = await OurServer.StartAsync();

        await EchoAsync(server.Url(), new WebSocketRequestOptions { Proxy = new WebSocketProxy("127.0.0.1", proxy.Port) { Username = "ada", Password = "engine" } });
    }

    [Fact]
    public async Task A_proxy_that_refuses_the_account_is_an_error_without_the_password()
    {
        await using var proxy = await TinyProxy.StartAsync(Ct, ("ada", "engine"));
        await using var server = await OurServer.StartAsync();

        var error = await Assert.ThrowsAsync<ReactiveWsException>(() =>
            EchoAsync(server.Url(), new WebSocketRequestOptions { Proxy = new WebSocketProxy("127.0.0.1", proxy.Port) { Username = "ada", Password = "hunter2" } }));

        Assert.Equal(WebSocketErrorCode.ConnectionFailed, error.Code);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("*")]
    public async Task An_excluded_host_is_reached_directly(string exclusion)
    {
        await using var proxy = await TinyProxy.StartAsync(Ct);
        await using var server = await OurServer.StartAsync();

        await EchoAsync(server.Url(), new WebSocketRequestOptions { Proxy = new WebSocketProxy("127.0.0.1", proxy.Port) { Exclusions = ["example.com", exclusion] } });

        Assert.False(proxy.WasUsed);
    }

    [Fact]
    public async Task Another_hosts_exclusion_changes_nothing()
    {
        await using var proxy = await TinyProxy.StartAsync(Ct);
        await using var server = await OurServer.StartAsync();

        await EchoAsync(server.Url(), new WebSocketRequestOptions { Proxy = new WebSocketProxy("127.0.0.1", proxy.Port) { Exclusions = ["example.com"] } });

        await proxy.ConnectedToAsync($"localhost:{server.Server.Port}", Ct);
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_is_named_in_the_error()
    {
        int port;
        await using (var gone = new LoopbackListener((_, _) => Task.CompletedTask))
        {
            port = gone.Port;
        }

        var error = await Assert.ThrowsAsync<ReactiveWsException>(() =>
            EchoAsync("ws://localhost:9/", new WebSocketRequestOptions { Proxy = new WebSocketProxy("127.0.0.1", port) }));

        Assert.Contains($"127.0.0.1:{port}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Socks_is_asked_for_the_host_by_name(bool secure)
    {
        await using var socks = new SocksPeer();
        await using var server = await OurServer.StartAsync(secure ? new WebSocketServerConfig { ServerCert = new ServerCert(s_certificates.Server.Certificate, s_certificates.Server.Key) } : null);

        await EchoAsync(server.Url(), new WebSocketRequestOptions { Proxy = new WebSocketProxy("socks5://127.0.0.1", socks.Port), CaPath = secure ? s_certificates.Ca : null });

        Assert.Equal([$"localhost:{server.Server.Port}"], socks.Targets);
    }

    [Fact]
    public async Task Socks_gets_user_and_password()
    {
        await using var socks = new SocksPeer(("ada", "engine"));
        await using var server = await OurServer.StartAsync();

        await EchoAsync(server.Url(), new WebSocketRequestOptions { Proxy = new WebSocketProxy("socks5://127.0.0.1", socks.Port) { Username = "ada", Password = "engine" } });

        Assert.Single(socks.Targets);
    }

    [Fact]
    public async Task Socks_that_refuses_is_an_error()
    {
        await using var socks = new SocksPeer { Refuses = true };
        await using var server = await OurServer.StartAsync();

        var error = await Assert.ThrowsAsync<ReactiveWsException>(() =>
            EchoAsync(server.Url(), new WebSocketRequestOptions { Proxy = new WebSocketProxy("socks5://127.0.0.1", socks.Port) }));

        Assert.Equal(WebSocketErrorCode.ConnectionFailed, error.Code);
    }

    static async Task EchoAsync(string url, WebSocketRequestOptions options)
    {
        await using var ws = new ReactiveWebSocket();
        var reply = ws.Messages.NextAsync();
        await ws.ConnectAsync(url, options, Ct);
        await ws.SendAsync("through", Ct);
        Assert.Equal("through", (await reply).Text);
        Assert.Equal(1000, (await ws.EndAsync()).Code);
    }
}
