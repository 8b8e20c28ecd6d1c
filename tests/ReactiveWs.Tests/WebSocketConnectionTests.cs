using System.Reactive.Linq;
using ReactiveWs.Testing;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests;

/// <summary>The order, the end and the close handshake of a server's connection.</summary>
public class WebSocketConnectionTests
{
    [Fact]
    public async Task Events_come_in_the_order_messages_close_and_then_the_streams_complete()
    {
        await using var rig = await ServerRig.OpenAsync();
        var log = EventLog.Of(rig.Connection);
        var ended = rig.Connection.Errors.Record();

        await rig.Peer.SendTextAsync("Hello");
        await rig.Peer.SendAsync("82 01 00");
        await rig.Peer.SendAsync("88 02 03 E8");

        Assert.Equal("880203E8", await rig.Peer.NextAsync());
        Assert.Equal(new CloseResult(1000, "", true, 0), await rig.Connection.Closed.Soon());
        Assert.Equal(["message Hello", "end of data", "message 1 bytes", "end of data", "close 1000"], log.Events);
        await ended.WaitForEndAsync(Ct).Soon();
        Assert.True(rig.Connection.Messages.Record().HasEnded);
        Assert.True(rig.Connection.States.Record().HasEnded);
    }

    [Fact]
    public async Task A_lost_link_is_an_error_of_the_connection_and_of_the_server_and_then_1006()
    {
        await using var rig = await ServerRig.OpenAsync();
        var log = EventLog.Of(rig.Connection);
        var errors = rig.Server.Errors.Record();
        WebSocketConnection? about = null;
        rig.Connection.Errors.Subscribe(error => about = error.Connection);

        rig.Peer.Vanish();

        Assert.Equal(1006, (await rig.Connection.Closed.Soon()).Code);
        Assert.Equal(["error 200", "close 1006"], log.Events);
        Assert.Same(rig.Connection, Assert.Single(errors.Values).Connection);
        Assert.Same(rig.Connection, about);
    }

    [Fact]
    public async Task The_server_ends_the_link_after_the_close_handshake()
    {
        await using var rig = await ServerRig.OpenAsync();
        await rig.Peer.SendAsync("88 02 03 E9");
        Assert.Equal("880203E9", await rig.Peer.NextAsync());
        Assert.Equal("", await rig.Peer.RestAsync());
        rig.Peer.Vanish();
        await rig.Serving().Soon();
    }

    [Fact]
    public async Task Our_close_sends_the_code_and_waits_for_the_clients()
    {
        await using var rig = await ServerRig.OpenAsync();
        var states = rig.Connection.States.Record();
        var closing = rig.Connection.CloseAsync(new WebSocketCloseOptions { Code = 1013, Reason = "busy" }, Ct);
        Assert.Equal("880603F562757379", await rig.Peer.NextAsync());
        Assert.False(closing.IsCompleted);
        await rig.Peer.SendAsync("88 02 03 F5");
        await closing.Soon();
        Assert.Equal("", await rig.Peer.RestAsync());
        Assert.Equal([ConnectionState.Open, ConnectionState.Closing, ConnectionState.Closed], states.Values);
    }

    [Fact]
    public async Task When_both_close_at_once_each_sends_one_close_frame()
    {
        await using var rig = await ServerRig.OpenAsync();
        var closing = rig.Connection.CloseAsync(Ct);
        await rig.Peer.SendAsync("88 02 0F A1");
        await closing.Soon();
        Assert.Equal("880203E8", await rig.Peer.NextAsync());
        Assert.Equal("", await rig.Peer.RestAsync());
        Assert.Equal(new CloseResult(4001, "", true, 0), await rig.Connection.Closed);
    }

    [Fact]
    public async Task A_client_that_does_not_answer_is_cut_after_CloseTimeout()
    {
        await using var rig = await ServerRig.OpenAsync(config => config with { CloseTimeout = TimeSpan.FromSeconds(3) });
        var errors = rig.Connection.Errors.Record();
        var closing = rig.Connection.CloseAsync(Ct);
        Assert.Equal("880203E8", await rig.Peer.NextAsync());
        rig.Time.Advance(TimeSpan.FromSeconds(3));
        await closing.Soon();
        Assert.Equal(1006, (await rig.Connection.Closed).Code);
        Assert.Contains("00:00:03", Assert.Single(errors.Values).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_keeps_its_end_open_after_the_handshake_does_not_keep_the_server()
    {
        await using var rig = await ServerRig.OpenAsync();
        await rig.Peer.SendAsync("88 02 03 E8");
        Assert.Equal("880203E8", await rig.Peer.NextAsync());
        Assert.True((await rig.Connection.Closed.Soon()).WasClean);
        await rig.Time.WaitForTimersAsync(1, Ct).Soon();
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        await rig.Serving().Soon();
    }

    [Fact]
    public async Task Path_query_headers_and_protocol_are_those_of_the_request()
    {
        await using var rig = new ServerRig { Config = new() { Protocol = "chat.v2, chat.v1", AllowedOrigins = ["https://app.test"] } };
        var (_, connection) = await rig.ConnectAsync(
            "/rooms/a%20b?token=x&y=%2F", "X-Tag: one\r\nX-Tag: two\r\nOrigin: https://app.test\r\nSec-WebSocket-Protocol: chat.v1, chat.v2\r\n");

        Assert.Equal(("/rooms/a%20b", "token=x&y=%2F", "chat.v2"), (connection.Path, connection.Query, connection.Protocol));
        Assert.Equal(["one", "two"], connection.Headers["x-tag"]);
        Assert.Equal(("", 0, "memory"), (connection.ClientIP, connection.ClientPort, connection.ToString()));
        Assert.Null(connection.User);
    }

    [Fact]
    public async Task A_send_after_the_end_throws_not_connected()
    {
        await using var rig = await ServerRig.OpenAsync();
        rig.Peer.Vanish();
        await rig.Connection.Closed.Soon();
        Assert.Equal(WebSocketErrorCode.NotConnected, (await ErrorOf(rig.Connection.SendAsync("late", Ct))).Code);
        await rig.Connection.CloseAsync(Ct).Soon();
    }

    [Fact]
    public async Task Two_errors_of_the_same_kind_are_two_values()
    {
        await using var rig = await ServerRig.OpenAsync();
        rig.Peer.Vanish();
        await rig.Connection.Closed.Soon();
        var first = await ErrorOf(rig.Connection.SendAsync("late", Ct));
        var second = await ErrorOf(rig.Connection.SendAsync("late", Ct));
        Assert.NotSame(first, second);         // a shared one would collect the stack traces of everybody
    }
}
