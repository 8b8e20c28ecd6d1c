using System.Text.Json;
using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests;

/// <summary>Node's `ws` client meets our server.</summary>
public sealed class NodeWsClientTests
{
    static readonly object s_reply = new { @await = "message" };

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Text_comes_back_as_text_and_binary_as_binary()
    {
        await using var server = await OurServer.StartAsync();
        await using var client = NodeWs.StartClient(new
        {
            url = server.Url("/chat?room=1"),
            perMessageDeflate = false,
            steps = new object[] { new { text = "grüße 🐢" }, s_reply, new { text = "" }, s_reply, new { hex = "00ff80" }, s_reply, new { close = new object[] { 1000, "done" } } },
        });

        Assert.Equal((false, "grüße 🐢"), Text(await client.EventAsync("message", Ct)));
        Assert.Equal((false, ""), Text(await client.EventAsync("message", Ct)));
        Assert.Equal("00ff80", (await client.EventAsync("message", Ct)).GetProperty("hex").GetString());
        var connection = await server.Connected;
        Assert.Equal(("/chat", "room=1"), (connection.Path, connection.Query));
        var end = await server.Ended;
        Assert.Equal((1000, "done", true), (end.Code, end.Reason, end.WasClean));
    }

    [Fact]
    public async Task Fragments_arrive_as_one_message()
    {
        await using var server = await OurServer.StartAsync();
        await using var client = NodeWs.StartClient(new
        {
            url = server.Url(),
            perMessageDeflate = false,
            steps = new object[] { new { fragments = new[] { "grö", "", "ße ", "🐢" } }, s_reply, new { close = new object[] { 1000 } } },
        });

        Assert.Equal((false, "größe 🐢"), Text(await client.EventAsync("message", Ct)));
    }

    [Fact]
    public async Task A_ping_is_answered_with_its_own_payload()
    {
        await using var server = await OurServer.StartAsync();
        await using var client = NodeWs.StartClient(new { url = server.Url(), steps = new object[] { new { ping = "00ff10" }, new { @await = "pong" }, new { close = new object[] { 1000 } } } });

        Assert.Equal("00ff10", (await client.EventAsync("pong", Ct)).GetProperty("hex").GetString());
    }

    [Fact]
    public async Task Our_ping_is_answered_and_its_round_trip_measured()
    {
        var time = new ReactiveWs.Testing.ManualTimeProvider();
        await using var server = await OurServer.StartAsync(new WebSocketServerConfig { PingInterval = TimeSpan.FromSeconds(7), TimeProvider = time });
        await using var client = NodeWs.StartClient(new { url = server.Url(), steps = new object[] { new { @await = "ping" }, new { text = "pinged" }, s_reply, new { close = new object[] { 1000 } } } });
        var pong = (await server.Connected).Pongs.NextAsync();

        await time.WaitForTimerAsync(TimeSpan.FromSeconds(7), Ct).Soon();
        time.Advance(TimeSpan.FromSeconds(7));

        await client.EventAsync("ping", Ct);
        Assert.Equal(TimeSpan.Zero, (await pong).RoundTrip);
    }

    [Theory]
    [InlineData("close 1000 done", 1000, "done")]
    [InlineData("close 1012 größer", 1012, "größer")]
    [InlineData("close 4999 mine", 4999, "mine")]
    public async Task Our_close_arrives_with_its_code_and_reason(string command, int code, string reason)
    {
        await using var server = await OurServer.StartAsync();
        await using var client = NodeWs.StartClient(new { url = server.Url(), steps = new object[] { new { text = command } } });

        var close = await client.EventAsync("close", Ct);

        Assert.Equal((code, reason), (close.GetProperty("code").GetInt32(), close.GetProperty("reason").GetString()));
        var end = await server.Ended;
        Assert.Equal((code, reason, true), (end.Code, end.Reason, end.WasClean));
    }

    [Theory]
    [InlineData("[]", 1005, "")]
    [InlineData("[1000]", 1000, "")]
    [InlineData("[1001, \"away\"]", 1001, "away")]
    [InlineData("[3999, \"größer\"]", 3999, "größer")]
    [InlineData("[4000, \"mine\"]", 4000, "mine")]
    public async Task The_clients_close_arrives_with_its_code_and_reason(string arguments, int code, string reason)
    {
        await using var server = await OurServer.StartAsync();
        await using var client = NodeWs.StartClient(new { url = server.Url(), steps = new object[] { new { close = JsonSerializer.Deserialize<JsonElement>(arguments) } } });

        var end = await server.Ended;

        Assert.Equal((code, reason, true, 0), (end.Code, end.Reason, end.WasClean, end.Undelivered));
        Assert.Equal(code, (await client.EventAsync("close", Ct)).GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task A_link_that_is_cut_ends_with_1006_and_an_error()
    {
        await using var server = await OurServer.StartAsync();
        await using var client = NodeWs.StartClient(new { url = server.Url(), steps = new object[] { new { text = "x" }, s_reply, new { terminate = true } } });

        var end = await server.Ended;

        Assert.Equal((1006, false), (end.Code, end.WasClean));
        var error = await server.Failed;
        Assert.Equal(WebSocketErrorCode.ConnectionFailed, error.Code);
        Assert.Same(await server.Connected, error.Connection);
    }

    [Fact]
    public async Task The_server_selects_what_it_wants_most()
    {
        await using var server = await OurServer.StartAsync(new WebSocketServerConfig { Protocol = "v2, v1" });
        await using var client = NodeWs.StartClient(new { url = server.Url(), protocols = new[] { "v0", "v1", "v2" }, steps = new object[] { new { close = new object[] { 1000 } } } });

        Assert.Equal("v2", (await client.EventAsync("open", Ct)).GetProperty("protocol").GetString());
        Assert.Equal("v2", (await server.Connected).Protocol);
    }

    [Fact]
    public async Task A_foreign_origin_is_refused_with_403_and_the_remedy()
    {
        await using var server = await OurServer.StartAsync();
        await using var client = NodeWs.StartClient(new { url = server.Url(), origin = "https://evil.example" });

        var refused = await client.EventAsync("refused", Ct);

        Assert.Equal(403, refused.GetProperty("status").GetInt32());
        Assert.Contains("https://evil.example", refused.GetProperty("body").GetString(), StringComparison.Ordinal);
        Assert.Contains("https://evil.example", (await server.Failed).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_authorize_hook_sees_the_headers_and_refuses()
    {
        await using var server = await OurServer.StartAsync(new WebSocketServerConfig
        {
            Authorize = (request, _) => ValueTask.FromResult(request.Headers["x-token"][0] == "right" ? Authorization.Accepted : Authorization.Refuse(401, "wrong token")),
        });
        await using var wrong = NodeWs.StartClient(new { url = server.Url(), headers = new Dictionary<string, string> { ["X-Token"] = "wrong" } });
        await using var right = NodeWs.StartClient(new { url = server.Url(), headers = new Dictionary<string, string> { ["X-Token"] = "right" }, steps = new object[] { new { close = new object[] { 1000 } } } });

        var refused = await wrong.EventAsync("refused", Ct);

        Assert.Equal((401, "wrong token"), (refused.GetProperty("status").GetInt32(), refused.GetProperty("body").GetString()));
        await right.EventAsync("open", Ct);
    }

    [Fact]
    public async Task A_message_over_the_limit_ends_with_1009()
    {
        await using var server = await OurServer.StartAsync(new WebSocketServerConfig { MaxMessageSize = 1000 });
        await using var client = NodeWs.StartClient(new { url = server.Url(), perMessageDeflate = false, steps = new object[] { new { repeat = 1, size = 1000 }, s_reply, new { repeat = 1, size = 1001 } } });

        Assert.Equal(1009, (await client.EventAsync("close", Ct)).GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Stopping_tells_every_client_1001()
    {
        await using var server = await OurServer.StartAsync();
        await using var client = NodeWs.StartClient(new { url = server.Url() });
        await server.Connected;

        await server.Server.StopAsync(Ct).Soon();

        Assert.Equal(1001, (await client.EventAsync("close", Ct)).GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Messages_pushed_by_the_server_keep_their_order()
    {
        await using var server = await OurServer.StartAsync();
        await using var client = NodeWs.StartClient(new { url = server.Url(), steps = new object[] { new { text = "push 200 100000" } } });

        for (var i = 0; i < 200; i++)
        {
            var message = await client.EventAsync("message", Ct);
            Assert.Equal((100_000, $"{i:x2}"), (message.GetProperty("length").GetInt32(), message.GetProperty("hex").GetString()![..2]));
        }
    }

    static (bool Binary, string? Text) Text(JsonElement message) => (message.GetProperty("binary").GetBoolean(), message.GetProperty("text").GetString());
}
