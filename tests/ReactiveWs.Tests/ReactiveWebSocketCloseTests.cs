using ReactiveWs.Testing;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests;

/// <summary>The close handshake of a client, in every order; the wire is in the assertions.</summary>
public class ReactiveWebSocketCloseTests
{
    [Fact]
    public async Task Our_close_sends_the_code_and_waits_for_the_peers_and_the_end_of_the_link()
    {
        await using var rig = await ClientRig.OpenAsync();
        var states = rig.Socket.States.Record();

        var closing = rig.Socket.CloseAsync(new WebSocketCloseOptions { Code = 4000, Reason = "done" }, Ct);

        Assert.Equal("88060FA0646F6E65", await rig.Peer.NextAsync());
        Assert.False(closing.IsCompleted);
        await rig.Peer.SendAsync("88 02 0F A0");
        Assert.False(closing.IsCompleted);                 // §7.1.1: the server ends the link first
        rig.Peer.Vanish();
        await closing.Soon();
        Assert.Equal(new CloseResult(4000, "", true, 0), await rig.Socket.Closed);
        Assert.Equal([ConnectionState.Open, ConnectionState.Closing, ConnectionState.Closed], states.Values);
    }

    [Fact]
    public async Task The_default_is_1000_without_a_reason()
    {
        await using var rig = await ClientRig.OpenAsync();
        var closing = rig.Socket.CloseAsync(Ct);
        Assert.Equal("880203E8", await rig.AnswerCloseAsync());
        await closing.Soon();
    }

    [Fact]
    public async Task The_peers_close_is_answered_with_its_code_alone()
    {
        await using var rig = await ClientRig.OpenAsync();
        var states = rig.Socket.States.Record();
        await rig.Peer.SendAsync("88 05 0B B8 62 79 65");
        Assert.Equal("88020BB8", await rig.Peer.NextAsync());
        rig.Peer.Vanish();
        Assert.Equal(new CloseResult(3000, "bye", true, 0), await rig.Socket.Closed.Soon());
        Assert.Equal([ConnectionState.Open, ConnectionState.Closing, ConnectionState.Closed], states.Values);
    }

    [Fact]
    public async Task When_both_close_at_once_each_sends_one_close_frame()
    {
        await using var rig = await ClientRig.OpenAsync();
        var closing = rig.Socket.CloseAsync(Ct);
        await rig.Peer.SendAsync("88 02 03 E9");
        Assert.Equal("880203E8", await rig.Peer.NextAsync());
        rig.Peer.EndWriting();
        await closing.Soon();
        Assert.Equal("", await rig.Peer.RestAsync());
        Assert.Equal(new CloseResult(1001, "", true, 0), await rig.Socket.Closed);
    }

    [Fact]
    public async Task Messages_that_come_before_the_peers_close_are_still_delivered()
    {
        await using var rig = await ClientRig.OpenAsync();
        var messages = rig.Socket.Messages.Record();
        var closing = rig.Socket.CloseAsync(Ct);
        Assert.Equal("880203E8", await rig.Peer.NextAsync());
        await rig.Peer.SendTextAsync("on its way");
        await rig.Peer.SendAsync("88 02 03 E8");
        rig.Peer.Vanish();
        await closing.Soon();
        Assert.Equal("on its way", Assert.Single(messages.Values).Text);
    }

    [Fact]
    public async Task What_follows_the_peers_close_frame_is_not_read()
    {
        await using var rig = await ClientRig.OpenAsync();
        var log = EventLog.Of(rig.Socket);
        await rig.Peer.SendRawAsync("88 02 03 E8 81 02 68 69 FF FF");
        Assert.Equal("880203E8", await rig.Peer.NextAsync());
        rig.Peer.Vanish();
        await rig.Socket.Closed.Soon();
        Assert.Equal(["close 1000"], log.Events);
    }

    [Fact]
    public async Task What_was_queued_leaves_before_the_close_frame()
    {
        await using var rig = await ClientRig.OpenAsync();
        for (var i = 0; i < 3; i++) await rig.Socket.SendAsync($"message {i}", Ct);
        var closing = rig.Socket.CloseAsync(Ct);
        for (var i = 0; i < 3; i++) Assert.Equal($"message {i}", await rig.Peer.NextTextAsync());
        Assert.Equal("880203E8", await rig.AnswerCloseAsync());
        await closing.Soon();
    }

    [Fact]
    public async Task Closing_twice_sends_one_frame_and_both_calls_wait()
    {
        await using var rig = await ClientRig.OpenAsync();
        var first = rig.Socket.CloseAsync(Ct);
        var second = rig.Socket.CloseAsync(new WebSocketCloseOptions { Code = 4001 }, Ct);
        Assert.Equal("880203E8", await rig.AnswerCloseAsync());
        await Task.WhenAll(first, second).Soon();
        await rig.Socket.CloseAsync(Ct).Soon();             // and after the end it does nothing
    }

    [Fact]
    public async Task A_send_after_the_close_throws_not_connected()
    {
        await using var rig = await ClientRig.OpenAsync();
        var closing = rig.Socket.CloseAsync(Ct);
        Assert.Equal(WebSocketErrorCode.NotConnected, (await ErrorOf(rig.Socket.SendAsync("late", Ct))).Code);
        Assert.Equal("880203E8", await rig.AnswerCloseAsync());
        await closing.Soon();
        Assert.Equal(WebSocketErrorCode.NotConnected, (await ErrorOf(rig.Socket.SendAsync("too late", Ct))).Code);
    }

    [Fact]
    public async Task A_peer_that_does_not_answer_is_cut_after_CloseTimeout()
    {
        await using var rig = await ClientRig.OpenAsync();
        var errors = rig.Socket.Errors.Record();
        var closing = rig.Socket.CloseAsync(Ct);
        Assert.Equal("880203E8", await rig.Peer.NextAsync());

        rig.Time.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        Assert.False(closing.IsCompleted);
        rig.Time.Advance(TimeSpan.FromTicks(1));

        await closing.Soon();
        Assert.Equal((1006, false), ((await rig.Socket.Closed).Code, (await rig.Socket.Closed).WasClean));
        Assert.Contains("CloseTimeout", Assert.Single(errors.Values).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_answers_but_keeps_the_link_is_cut_after_CloseTimeout_and_the_end_stays_clean()
    {
        await using var rig = await ClientRig.OpenAsync();
        await rig.Peer.SendAsync("88 02 03 E8");
        Assert.Equal("880203E8", await rig.Peer.NextAsync());
        Assert.False(rig.Socket.Closed.IsCompleted);
        rig.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(new CloseResult(1000, "", true, 0), await rig.Socket.Closed.Soon());
    }

    [Fact]
    public async Task A_server_that_ends_the_link_instead_of_answering_is_a_loss()
    {
        await using var rig = await ClientRig.OpenAsync();
        var closing = rig.Socket.CloseAsync(Ct);
        Assert.Equal("880203E8", await rig.Peer.NextAsync());
        rig.Peer.Vanish();
        await closing.Soon();
        Assert.Equal(1006, (await rig.Socket.Closed).Code);
    }

    [Fact]
    public async Task Cancelling_the_wait_for_the_end_lets_the_close_go_on()
    {
        await using var rig = await ClientRig.OpenAsync();
        using var cancellation = new CancellationTokenSource();
        var closing = rig.Socket.CloseAsync(cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => closing.Soon());
        Assert.Equal("880203E8", await rig.AnswerCloseAsync());
        Assert.True((await rig.Socket.Closed.Soon()).WasClean);
    }

    [Theory]
    [InlineData(999)]
    [InlineData(1004)]
    [InlineData(1005)]
    [InlineData(1006)]
    [InlineData(1015)]
    [InlineData(2999)]
    [InlineData(5000)]
    public async Task A_code_that_may_not_be_sent_is_an_argument_error_and_nothing_is_sent(int code)
    {
        await using var rig = await ClientRig.OpenAsync();
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => rig.Socket.CloseAsync(new WebSocketCloseOptions { Code = code }, Ct));
        Assert.Contains($"{code}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ConnectionState.Open, rig.Socket.State);
    }

    [Fact]
    public async Task A_reason_may_have_123_bytes_and_no_more()
    {
        await using var rig = await ClientRig.OpenAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => rig.Socket.CloseAsync(new WebSocketCloseOptions { Reason = new string('ä', 62) }, Ct));
        var closing = rig.Socket.CloseAsync(new WebSocketCloseOptions { Reason = new string('ä', 61) + "x" }, Ct);
        Assert.StartsWith("887D03E8C3A4", await rig.AnswerCloseAsync(), StringComparison.Ordinal);
        await closing.Soon();
    }

    [Fact]
    public async Task Disposing_closes_with_1000_and_is_idempotent()
    {
        await using var rig = await ClientRig.OpenAsync();
        var disposal = rig.Socket.DisposeAsync().AsTask();
        Assert.Equal("880203E8", await rig.AnswerCloseAsync());
        await disposal.Soon();
        await rig.Socket.DisposeAsync().Soon();
    }

    [Fact]
    public async Task To_close_what_never_connected_throws_not_connected() =>
        Assert.Equal(WebSocketErrorCode.NotConnected, (await ErrorOf(new ReactiveWebSocket().CloseAsync(Ct))).Code);
}
