using System.Net.Sockets;
using System.Reactive.Linq;
using System.Security.Claims;
using System.Text;
using ReactiveWs.Serving;
using ReactiveWs.Testing;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests.Serving;

/// <summary>A server between its start and its stop: whom it lets in, whom it refuses and how it says so.</summary>
public class RunningTests
{
    static async Task<string> AskAsync(ReactiveWebSocketServer server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.Port, Ct);
        return await AskAsync(client, request);
    }

    static async Task<string> AskAsync(TcpClient client, string request)
    {
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Ct);
        var (answer, buffer) = (new StringBuilder(), new byte[1]);
        while (!answer.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, Ct).Soon() > 0) answer.Append((char)buffer[0]);
        return answer.ToString().Split("\r\n")[0];
    }

    static string Upgrade(string more = "") =>
        $"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{more}\r\n";

    static void Refused(ReactiveWsException error, WebSocketErrorCode code, int status, string word)
    {
        Assert.Equal((code, status), (error.Code, error.HttpStatus));
        Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_that_is_gone_when_its_turn_comes_is_told_and_harms_nobody()
    {
        await using var server = new ReactiveWebSocketServer();
        using var running = Running.Start(server, new WebSocketServerConfig(), listens: false);
        var errors = server.Errors.Record();
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Dispose();

        await running.ServeAsync(socket).Soon();

        Assert.Equal(WebSocketErrorCode.ConnectionFailed, (await errors.Has(1))[0].Code);
    }

    [Fact]
    public async Task A_stream_that_cannot_be_closed_does_not_keep_the_server_from_stopping()
    {
        await using var server = new ReactiveWebSocketServer();
        await server.StartAsync(new WebSocketServerConfig(), Ct);
        using var stream = new Unclosable();

        await server.AcceptAsync(stream, cancellationToken: Ct).Soon();

        await server.StopAsync(Ct).Soon();
    }

    /// <summary>A stream at its end.</summary>
    sealed class Unclosable : MemoryStream
    {
        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            throw new InvalidOperationException("I cannot be closed.");
        }
    }

    [Fact]
    public async Task The_third_connection_of_one_address_gets_503_when_two_are_allowed_and_a_place_is_free_again_after_an_end()
    {
        await using var server = new ReactiveWebSocketServer();
        var (errors, closes) = (server.Errors.Record(), server.Closes.Record());
        await server.StartAsync(new() { MaxConnectionsForOneClient = 2, PingInterval = TimeSpan.Zero }, Ct);
        using var first = new TcpClient("127.0.0.1", server.Port);
        using var second = new TcpClient("127.0.0.1", server.Port);
        Assert.StartsWith("HTTP/1.1 101 ", await AskAsync(first, Upgrade()), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 101 ", await AskAsync(second, Upgrade()), StringComparison.Ordinal);

        Assert.StartsWith("HTTP/1.1 503 ", await AskAsync(server, Upgrade()), StringComparison.Ordinal);

        Refused((await errors.Has(1))[0], WebSocketErrorCode.LimitExceeded, 503, "MaxConnectionsForOneClient");
        first.Dispose();
        await closes.Has(1);
        await Until(() => server.ListAllConnections().Count == 1);
        var status = "";
        while (!status.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal)) status = await AskAsync(server, Upgrade());      // the place is given back after the link
    }

    [Fact]
    public async Task One_connection_more_than_MaxConnections_gets_503()
    {
        await using var server = new ReactiveWebSocketServer();
        var errors = server.Errors.Record();
        await server.StartAsync(new() { MaxConnections = 1 }, Ct);
        using var first = new TcpClient("127.0.0.1", server.Port);
        await AskAsync(first, Upgrade());
        Assert.StartsWith("HTTP/1.1 503 ", await AskAsync(server, Upgrade()), StringComparison.Ordinal);
        Refused((await errors.Has(1))[0], WebSocketErrorCode.LimitExceeded, 503, "MaxConnections");
    }

    [Fact]
    public async Task One_upgrade_more_than_UpgradesPerMinute_gets_429_until_the_minute_is_over()
    {
        var time = new ManualTimeProvider();
        await using var server = new ReactiveWebSocketServer();
        var errors = server.Errors.Record();
        await server.StartAsync(new() { UpgradesPerMinute = 2, TimeProvider = time, PingInterval = TimeSpan.Zero }, Ct);
        for (var i = 0; i < 2; i++) Assert.StartsWith("HTTP/1.1 101 ", await AskAsync(server, Upgrade()), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 429 ", await AskAsync(server, Upgrade()), StringComparison.Ordinal);
        await Until(() => errors.Values.Any(error => error.HttpStatus == 429));
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.StartsWith("HTTP/1.1 101 ", await AskAsync(server, Upgrade()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_user_whom_Authorize_names_is_the_connections()
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ada")], "token"));
        HandshakeRequest? asked = null;
        await using var rig = new ServerRig
        {
            Config = new()
            {
                Authorize = async (request, _) =>
                {
                    asked = request;
                    await Task.Yield();
                    return Authorization.Accept(user);
                },
            },
        };
        var (_, connection) = await rig.ConnectAsync("/room?token=x", "X-Tag: y\r\n");
        Assert.Same(user, connection.User);
        Assert.Equal(("/room", "token=x", "y"), (asked!.Path, asked.Query, asked.Headers["x-TAG"][0]));
    }

    [Fact]
    public async Task A_refusal_of_Authorize_is_the_answer_and_an_error()
    {
        await using var rig = new ServerRig { Config = new() { Authorize = (_, _) => new(Authorization.Refuse(402, "pay first")) } };
        var errors = rig.Server.Errors.Record();
        var peer = rig.Arrive();
        await peer.RequestAsync();
        var answer = await peer.AnswerAsync();
        Assert.StartsWith("HTTP/1.1 402 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("pay first", answer, StringComparison.Ordinal);
        Refused((await errors.Has(1))[0], WebSocketErrorCode.ConnectionFailed, 402, "pay first");
        Assert.Empty(rig.Server.ListAllConnections());
    }

    [Fact]
    public async Task An_Authorize_that_throws_is_500_and_its_exception_is_told_and_the_place_is_free()
    {
        var fails = true;
        await using var rig = new ServerRig
        {
            Config = new() { Authorize = (_, _) => fails ? throw new InvalidOperationException("no database") : new(Authorization.Accepted), MaxConnections = 1 },
        };
        var errors = rig.Server.Errors.Record();
        var peer = rig.Arrive();
        await peer.RequestAsync();
        var answer = await peer.AnswerAsync();
        Assert.StartsWith("HTTP/1.1 500 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("database", answer, StringComparison.Ordinal);
        var error = (await errors.Has(1))[0];
        Refused(error, WebSocketErrorCode.SubscriberFailed, 500, "no database");
        Assert.Equal("no database", error.InnerException!.Message);
        fails = false;
        await rig.ConnectAsync();
    }

    [Theory]
    [InlineData(null, "http://localhost", true)]
    [InlineData(null, "http://localhost:80", true)]
    [InlineData(null, "http://evil.test", false)]
    [InlineData(null, "http://localhost:8080", false)]
    [InlineData(null, "null", false)]
    [InlineData("http://app.test", "http://app.test", true)]
    [InlineData("http://app.test", "https://app.test", false)]
    [InlineData("*", "http://evil.test", true)]
    [InlineData("null", "null", true)]
    public async Task An_origin_is_the_servers_own_or_on_the_list(string? allowed, string origin, bool passes)
    {
        await using var rig = new ServerRig { Config = new() { AllowedOrigins = allowed is null ? null : [allowed == "*" ? OriginPolicy.Any : allowed] } };
        var errors = rig.Server.Errors.Record();
        var peer = rig.Arrive();
        await peer.RequestAsync(moreHeaders: $"Origin: {origin}\r\n");
        if (passes)
        {
            await Until(() => rig.Server.ListAllConnections().Count == 1);
            return;
        }
        var answer = await peer.AnswerAsync();
        Assert.StartsWith("HTTP/1.1 403 ", answer, StringComparison.Ordinal);
        Assert.Contains(origin, answer, StringComparison.Ordinal);
        Assert.Contains("AllowedOrigins", answer, StringComparison.Ordinal);
        Refused((await errors.Has(1))[0], WebSocketErrorCode.ConnectionFailed, 403, origin);
    }

    [Theory]
    [InlineData("a, b", "b, a", "a")]
    [InlineData("a, b", "b", "b")]
    [InlineData("a", "c", null)]
    [InlineData(null, "a", null)]
    public async Task The_servers_first_subprotocol_that_the_client_offers_is_selected(string? ours, string theirs, string? selected)
    {
        await using var rig = new ServerRig { Config = new() { Protocol = ours } };
        var (_, connection) = await rig.ConnectAsync(moreHeaders: $"Sec-WebSocket-Protocol: {theirs}\r\n");
        Assert.Equal(selected, connection.Protocol);
    }

    [Fact]
    public async Task A_plain_GET_is_answered_with_426()
    {
        await using var rig = new ServerRig();
        var answer = await rig.Arrive().AskAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 426 ", answer, StringComparison.Ordinal);
        Assert.Contains("Upgrade: websocket\r\n", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_client_that_dribbles_its_request_is_cut_after_HandshakeTimeout()
    {
        await using var rig = new ServerRig { Config = new() { HandshakeTimeout = TimeSpan.FromSeconds(10) } };
        var errors = rig.Server.Errors.Record();
        var peer = rig.Arrive();
        await peer.SendRawAsync("474554");
        await rig.Time.WaitForTimersAsync(1, Ct).Soon();
        rig.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("", await peer.RestAsync());
        var error = (await errors.Has(1))[0];
        Assert.Equal(WebSocketErrorCode.LimitExceeded, error.Code);
        Assert.Contains("HandshakeTimeout (00:00:10)", error.Message, StringComparison.Ordinal);
        await rig.Serving().Soon();
    }

    [Fact]
    public async Task A_refusal_is_told_at_once_although_the_client_keeps_its_end_open()
    {
        await using var rig = new ServerRig();
        var errors = rig.Server.Errors.Record();
        var peer = rig.Arrive();
        await peer.RequestAsync(moreHeaders: "Origin: http://evil.test\r\n");
        Assert.Equal(403, (await errors.Has(1))[0].HttpStatus);
        Assert.StartsWith("HTTP/1.1 403 ", await peer.AnswerAsync(), StringComparison.Ordinal);
        rig.Time.Advance(TimeSpan.FromSeconds(10));
        await rig.Serving().Soon();
        Assert.Single(errors.Values);
    }

    [Fact]
    public async Task Headers_may_have_MaxHeaderSize_bytes_however_much_that_is()
    {
        await using var rig = new ServerRig { Config = new() { MaxHeaderSize = 64 * 1024 } };
        await rig.ConnectAsync(moreHeaders: $"X-Long: {new string('x', 40_000)}\r\n");
        var peer = rig.Arrive();
        await peer.RequestAsync(moreHeaders: $"X-Long: {new string('x', 64_000)}\r\nX-More: {new string('x', 1500)}\r\n");
        Assert.StartsWith("HTTP/1.1 431 ", await peer.AnswerAsync(), StringComparison.Ordinal);
    }
}
