using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests;

/// <summary>Our client meets Node's `ws` server.</summary>
public sealed class NodeWsServerTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Text_comes_back_as_text_and_binary_as_binary()
    {
        await using var server = await NodeWs.StartServerAsync(new { }, Ct);
        await using var ws = new ReactiveWebSocket();
        var replies = ws.Messages.NextAsync(5);
        var opened = ws.Opens.NextAsync();
        await ws.ConnectAsync($"ws://localhost:{server.Port}/chat?room=1", cancellationToken: Ct);

        await ws.SendAsync("grüße 🐢", Ct);
        await ws.SendAsync("", Ct);
        await ws.SendAsync(new byte[] { 0x00, 0xFF, 0x80 }, Ct);
        await ws.SendAsync(ReadOnlyMemory<byte>.Empty, Ct);
        await ws.SendAsync(Payload.Bytes(300_000), Ct);

        var expected = new WebSocketMessage[] { new("grüße 🐢"), new(""), new([0x00, 0xFF, 0x80]), new([]), new(Payload.Bytes(300_000)) };
        Assert.Equal(expected, await replies);
        Assert.Equal(101, (await opened).Status);
        Assert.Equal("/chat?room=1", (await server.EventAsync("connection", Ct)).GetProperty("url").GetString());
    }

    [Fact]
    public async Task Fragments_arrive_as_one_message()
    {
        await using var server = await NodeWs.StartServerAsync(new { }, Ct);
        await using var ws = new ReactiveWebSocket();
        var reply = ws.Messages.NextAsync();
        await ws.ConnectAsync($"ws://localhost:{server.Port}/", cancellationToken: Ct);

        await ws.SendAsync("fragments größe 🐢 x", Ct);

        Assert.Equal("größe 🐢 x", (await reply).Text);
    }

    [Fact]
    public async Task A_stream_goes_out_in_fragments_and_arrives_whole()
    {
        await using var server = await NodeWs.StartServerAsync(new { }, Ct);
        await using var ws = new ReactiveWebSocket();
        var reply = ws.Messages.NextAsync();
        await ws.ConnectAsync($"ws://localhost:{server.Port}/", cancellationToken: Ct);
        using var stream = new MemoryStream(Payload.Bytes(500_000, seed: 2));

        await ws.SendAsync(stream, cancellationToken: Ct);

        Assert.Equal(new WebSocketMessage(Payload.Bytes(500_000, seed: 2)), await reply);
    }

    [Fact]
    public async Task A_ping_is_answered_with_its_own_payload()
    {
        await using var server = await NodeWs.StartServerAsync(new { }, Ct);
        await using var ws = new ReactiveWebSocket();
        await ws.ConnectAsync($"ws://localhost:{server.Port}/", cancellationToken: Ct);

        await ws.SendAsync("ping 00ff10", Ct);

        Assert.Equal("00ff10", (await server.EventAsync("pong", Ct)).GetProperty("hex").GetString());
    }

    [Fact]
    public async Task Our_ping_is_answered_and_its_round_trip_measured()
    {
        await using var server = await NodeWs.StartServerAsync(new { }, Ct);
        await using var ws = new ReactiveWebSocket();
        var pong = ws.Pongs.NextAsync();
        var time = new ReactiveWs.Testing.ManualTimeProvider();
        await ws.ConnectAsync($"ws://localhost:{server.Port}/", new WebSocketRequestOptions { PingInterval = TimeSpan.FromSeconds(10), TimeProvider = time }, Ct);

        await time.WaitForTimersAsync(1, Ct).Soon();
        time.Advance(TimeSpan.FromSeconds(10));

        await server.EventAsync("ping", Ct);
        Assert.Equal(TimeSpan.Zero, (await pong).RoundTrip);
    }

    [Theory]
    [InlineData("close", 1005, "")]
    [InlineData("close 1000 done", 1000, "done")]
    [InlineData("close 1001 going away", 1001, "going away")]
    [InlineData("close 1011 größer", 1011, "größer")]
    [InlineData("close 3000 registered", 3000, "registered")]
    [InlineData("close 4999 mine", 4999, "mine")]
    public async Task The_servers_close_arrives_with_its_code_and_reason(string command, int code, string reason)
    {
        await using var server = await NodeWs.StartServerAsync(new { }, Ct);
        await using var ws = new ReactiveWebSocket();
        var closes = ws.Closes.NextAsync();
        await ws.ConnectAsync($"ws://localhost:{server.Port}/", cancellationToken: Ct);

        await ws.SendAsync(command, Ct);

        Assert.Equal(new CloseResult(code, reason, WasClean: true, Undelivered: 0), await closes);
        Assert.Equal(await closes, await ws.Closed);
        Assert.Equal(code, (await server.EventAsync("close", Ct)).GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Our_close_arrives_with_its_code_and_reason()
    {
        await using var server = await NodeWs.StartServerAsync(new { }, Ct);
        await using var ws = new ReactiveWebSocket();
        await ws.ConnectAsync($"ws://localhost:{server.Port}/", cancellationToken: Ct);

        var end = await ws.EndAsync(new WebSocketCloseOptions { Code = 4321, Reason = "über" });

        Assert.Equal(new CloseResult(4321, "über", WasClean: true, Undelivered: 0), end);
        var close = await server.EventAsync("close", Ct);
        Assert.Equal((4321, "über"), (close.GetProperty("code").GetInt32(), close.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task A_link_that_is_cut_ends_with_1006_and_an_error()
    {
        await using var server = await NodeWs.StartServerAsync(new { }, Ct);
        await using var ws = new ReactiveWebSocket();
        var error = ws.Errors.NextAsync();
        await ws.ConnectAsync($"ws://localhost:{server.Port}/", cancellationToken: Ct);

        await ws.SendAsync("terminate", Ct);

        var end = await ws.Closed.Soon();
        Assert.Equal((1006, false), (end.Code, end.WasClean));
        Assert.Equal(WebSocketErrorCode.ConnectionFailed, (await error).Code);
    }

    [Fact]
    public async Task The_server_selects_one_of_the_offered_subprotocols()
    {
        await using var server = await NodeWs.StartServerAsync(new { protocols = new[] { "v2", "v1" } }, Ct);
        await using var ws = new ReactiveWebSocket();

        await ws.ConnectAsync($"ws://localhost:{server.Port}/", new WebSocketRequestOptions { Protocol = "v1, v2" }, Ct);

        Assert.Equal("v2", ws.Protocol);
        var asked = (await server.EventAsync("connection", Ct)).GetProperty("headers");
        Assert.Equal("v1, v2", asked.GetProperty("sec-websocket-protocol").GetString());
    }

    [Fact]
    public async Task Headers_and_origin_arrive()
    {
        await using var server = await NodeWs.StartServerAsync(new { }, Ct);
        await using var ws = new ReactiveWebSocket();
        var headers = ws.HeadersReceived.NextAsync();

        await ws.ConnectAsync($"ws://localhost:{server.Port}/", new WebSocketRequestOptions
        {
            Header = new Dictionary<string, string> { ["Authorization"] = "Bearer abc", ["X-Room"] = "lobby", ["Cookie"] = "a=1; b=2", ["User-Agent"] = "test/1" },
            Origin = "https://example.com",
        }, Ct);

        var seen = (await server.EventAsync("connection", Ct)).GetProperty("headers");
        Assert.Equal("Bearer abc", seen.GetProperty("authorization").GetString());
        Assert.Equal("lobby", seen.GetProperty("x-room").GetString());
        Assert.Equal("a=1; b=2", seen.GetProperty("cookie").GetString());
        Assert.Equal("test/1", seen.GetProperty("user-agent").GetString());
        Assert.Equal("https://example.com", seen.GetProperty("origin").GetString());
        Assert.Equal($"localhost:{server.Port}", seen.GetProperty("host").GetString());
        Assert.Equal("websocket", (await headers)["upgrade"][0]);
    }

    [Fact]
    public async Task The_same_socket_connects_again()
    {
        await using var server = await NodeWs.StartServerAsync(new { }, Ct);
        await using var ws = new ReactiveWebSocket();
        for (var i = 0; i < 3; i++)
        {
            var reply = ws.Messages.NextAsync();
            await ws.ConnectAsync($"ws://localhost:{server.Port}/", cancellationToken: Ct);
            await ws.SendAsync($"round {i}", Ct);
            Assert.Equal($"round {i}", (await reply).Text);
            Assert.Equal(1000, (await ws.EndAsync()).Code);
        }
    }

    [Fact]
    public async Task Ten_thousand_messages_keep_their_order()
    {
        await using var server = await NodeWs.StartServerAsync(new { perMessageDeflate = false }, Ct);
        await using var ws = new ReactiveWebSocket();
        var replies = ws.Messages.NextAsync(10_000);
        await ws.ConnectAsync($"ws://localhost:{server.Port}/", cancellationToken: Ct);

        for (var i = 0; i < 10_000; i++)
        {
            await ws.SendAsync($"{i}", Ct);
        }

        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => $"{i}"), (await replies).Select(reply => reply.Text));
    }
}
