using System.Net.Sockets;
using System.Text;
using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

/// <summary>Handshakes through proxies, which apply by the options alone.</summary>
public sealed class ProxyHandshakeTests
{
    static readonly Uri s_uri = new("ws://chat.example/room?x=1");

    [Fact]
    public async Task A_handshake_goes_through_an_HTTP_proxy_with_CONNECT()
    {
        var asked = "";
        await using var proxy = new LoopbackServer(async stream =>
        {
            asked = await LoopbackServer.ReadHeadAsync(stream);
            await WriteAsync(stream, "HTTP/1.1 200 Connected\r\n\r\n");
            await AcceptAsync(stream);
        });

        var opening = await OpenAsync(new("127.0.0.1", proxy.Port) { Username = "u", Password = "p" });

        Assert.StartsWith("CONNECT chat.example:80 HTTP/1.1\r\n", asked, StringComparison.Ordinal);
        Assert.Equal(101, opening.Info.Status);
        opening.Link.Abort();
    }

    [Theory]
    [InlineData("407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x", 407, "Give Proxy a Username and a Password")]
    [InlineData("403 Forbidden", 403, "it forbids that host or port")]
    [InlineData("502 Bad Gateway", 502, "HTTP 502")]
    public async Task A_proxy_that_refuses_is_200_with_its_status(string answer, int status, string words)
    {
        await using var proxy = LoopbackServer.Answering(_ => $"HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n");

        var error = await Assert.ThrowsAsync<ReactiveWsException>(() => OpenAsync(new("127.0.0.1", proxy.Port)));

        Assert.Equal((WebSocketErrorCode.ConnectionFailed, (int?)status), (error.Code, error.HttpStatus));
        Assert.Contains("The proxy does not connect to chat.example:80", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_answer_a_proxy_that_asks_for_them()
    {
        var asked = new List<string>();
        await using var proxy = new LoopbackServer(async stream =>
        {
            asked.Add(await LoopbackServer.ReadHeadAsync(stream));
            await WriteAsync(stream, "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n");
            asked.Add(await LoopbackServer.ReadHeadAsync(stream));
            await WriteAsync(stream, "HTTP/1.1 200 Connected\r\n\r\n");
            await AcceptAsync(stream);
        });

        (await OpenAsync(new("127.0.0.1", proxy.Port) { Username = "u", Password = "p" })).Link.Abort();

        Assert.Null(LoopbackServer.Header(asked[0], "Proxy-Authorization"));
        Assert.Equal("Basic dTpw", LoopbackServer.Header(asked[1], "Proxy-Authorization"));
    }

    [Fact]
    public async Task A_handshake_goes_through_a_SOCKS5_proxy_that_looks_the_name_up()
    {
        byte[] asked = [];
        await using var proxy = new LoopbackServer(async stream =>
        {
            // RFC 1928 §3, §4: greeting, then CONNECT with a domain name
            var greeting = await ReadAsync(stream, 2);
            await ReadAsync(stream, greeting[1]);
            await stream.WriteAsync(new byte[] { 5, 0 });
            var head = await ReadAsync(stream, 5);
            asked = [.. head, .. await ReadAsync(stream, head[4] + 2)];
            await stream.WriteAsync(new byte[] { 5, 0, 0, 1, 0, 0, 0, 0, 0, 0 });
            await AcceptAsync(stream);
        });

        (await OpenAsync(new("socks5://127.0.0.1", proxy.Port))).Link.Abort();

        Assert.Equal([5, 1, 0, 3, 12, .. "chat.example"u8, 0, 80], asked);
    }

    [Fact]
    public async Task A_SOCKS_proxy_that_refuses_is_200()
    {
        await using var proxy = new LoopbackServer(async stream =>
        {
            var greeting = await ReadAsync(stream, 2);
            await ReadAsync(stream, greeting[1]);
            await stream.WriteAsync(new byte[] { 5, 0xFF });
        });

        var error = await Assert.ThrowsAsync<ReactiveWsException>(() => OpenAsync(new("socks5://127.0.0.1", proxy.Port)));

        Assert.Equal(WebSocketErrorCode.ConnectionFailed, error.Code);
        Assert.Contains("proxy", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_is_named()
    {
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        var port = ((System.Net.IPEndPoint)bound.LocalEndPoint!).Port;

        var error = await Assert.ThrowsAsync<ReactiveWsException>(() => OpenAsync(new("127.0.0.1", port)));

        Assert.Contains($"proxy 127.0.0.1:{port}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_excluded_host_is_reached_without_the_proxy()
    {
        await using var server = LoopbackServer.Answering(head => LoopbackServer.Accepting(head));
        await using var proxy = LoopbackServer.Answering(_ => "HTTP/1.1 500 Not asked for\r\n\r\n");

        var options = new WebSocketRequestOptions { Proxy = new("127.0.0.1", proxy.Port) { Exclusions = ["127.0.0.1"] } };
        (await ClientHandshake.OpenAsync(server.Address(), options, TestContext.Current.CancellationToken).Soon()).Link.Abort();

        Assert.Equal(0, proxy.Connections);
    }

    [Fact]
    public async Task Without_a_proxy_the_link_is_a_socket_of_our_own()
    {
        await using var server = LoopbackServer.Answering(head => LoopbackServer.Accepting(head));

        var opening = await ClientHandshake.OpenAsync(server.Address(), new() { Proxy = WebSocketProxy.None }, TestContext.Current.CancellationToken).Soon();

        Assert.IsType<SocketLink>(opening.Link);
        opening.Link.Abort();
    }

    static Task<ClientOpening> OpenAsync(WebSocketProxy proxy) =>
        ClientHandshake.OpenAsync(s_uri, new() { Proxy = proxy }, TestContext.Current.CancellationToken).Soon();

    static async Task AcceptAsync(Stream stream)
    {
        await WriteAsync(stream, LoopbackServer.Accepting(await LoopbackServer.ReadHeadAsync(stream)));
        await LoopbackServer.WaitForEndAsync(stream);
    }

    static async Task WriteAsync(Stream stream, string text) => await stream.WriteAsync(Encoding.ASCII.GetBytes(text));

    static async Task<byte[]> ReadAsync(Stream stream, int length)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }
}
