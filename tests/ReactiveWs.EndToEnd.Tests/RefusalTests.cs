using System.Net;
using System.Net.Sockets;
using System.Text;
using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests;

/// <summary>What our server says to clients that it does not take, in plain HTTP.</summary>
public sealed class RefusalTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plain_GET_answers_426_and_names_the_protocol()
    {
        await using var server = await OurServer.StartAsync();
        using var http = new HttpClient();

        using var answer = await http.GetAsync(new Uri($"http://localhost:{server.Server.Port}/"), Ct);

        Assert.Equal(HttpStatusCode.UpgradeRequired, answer.StatusCode);
        Assert.Equal("websocket", answer.Headers.Upgrade.ToString());
    }

    // §4.2.1, §4.2.2 and RFC 9112.
    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", "405")]
    [InlineData("GET / HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 8\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", "426")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: tooshort\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\nnonsense\r\n\r\n", "400")]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n", "400")]
    public async Task A_request_that_is_not_right_gets_its_status(string request, string status)
    {
        await using var server = await OurServer.StartAsync();

        Assert.StartsWith($"HTTP/1.1 {status} ", await AskAsync(server, request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_over_the_limit_gets_431()
    {
        await using var server = await OurServer.StartAsync(new WebSocketServerConfig { MaxHeaderSize = 2000 });

        Assert.StartsWith("HTTP/1.1 431 ", await AskAsync(server, $"GET / HTTP/1.1\r\nHost: a\r\nX-Long: {new string('x', 3000)}\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_client_too_many_gets_503_and_the_server_an_error()
    {
        await using var server = await OurServer.StartAsync(new WebSocketServerConfig { MaxConnectionsForOneClient = 2 });
        await using var first = new ReactiveWebSocket();
        await using var second = new ReactiveWebSocket();
        await using var third = new ReactiveWebSocket();
        await first.ConnectAsync(server.Url(), cancellationToken: Ct);
        await second.ConnectAsync(server.Url(), cancellationToken: Ct);

        var refused = await Assert.ThrowsAsync<ReactiveWsException>(() => third.ConnectAsync(server.Url(), cancellationToken: Ct));

        Assert.Equal(503, refused.HttpStatus);
        await server.Failed;
        await first.EndAsync();
        await server.Ended;
        await third.ConnectAsync(server.Url(), cancellationToken: Ct);
    }

    [Fact]
    public async Task A_client_that_does_not_finish_its_handshake_is_hung_up_on()
    {
        var time = new ReactiveWs.Testing.ManualTimeProvider();
        await using var server = await OurServer.StartAsync(new WebSocketServerConfig { HandshakeTimeout = TimeSpan.FromSeconds(4), TimeProvider = time });
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.Server.Port, Ct);
        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\n"u8.ToArray(), Ct);
        await time.WaitForTimerAsync(TimeSpan.FromSeconds(4), Ct).Soon();

        time.Advance(TimeSpan.FromSeconds(4));

        using var guard = Guard.Token(Ct);
        var end = await Record.ExceptionAsync(() => client.GetStream().CopyToAsync(Stream.Null, guard.Token));
        Assert.True(end is null or IOException, "the link ends, in order or with a reset");
        Assert.Empty(server.Server.ListAllConnections());
    }

    [Fact]
    public async Task A_port_in_use_is_an_error_that_names_it()
    {
        await using var first = await OurServer.StartAsync();
        await using var second = new ReactiveWebSocketServer();

        var error = await Assert.ThrowsAsync<ReactiveWsException>(() => second.StartAsync(new WebSocketServerConfig { ServerPort = first.Server.Port }, Ct));

        Assert.Equal(WebSocketErrorCode.PortInUse, error.Code);
        Assert.Contains($"{first.Server.Port}", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Sends bytes and reads until the server hangs up.</summary>
    static async Task<string> AskAsync(OurServer server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.Server.Port, Ct);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), Ct);
        using var guard = Guard.Token(Ct);
        using var answer = new StreamReader(client.GetStream(), Encoding.Latin1);
        return await answer.ReadToEndAsync(guard.Token);
    }
}
