using System.Buffers;
using ReactiveWs.Testing;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests.Messages;

/// <summary>The one ordered writer: through the public face, with the wire in view.</summary>
public sealed class SendQueueTests : IDisposable
{
    CountingStream _link = new(Stream.Null);

    public void Dispose() => _link.Dispose();

    Task<ClientRig> HeldAsync(Func<WebSocketRequestOptions, WebSocketRequestOptions>? with = null) => OpenAsync(hold: true, with);

    async Task<ClientRig> OpenAsync(bool hold, Func<WebSocketRequestOptions, WebSocketRequestOptions>? with = null)
    {
        var rig = new ClientRig { Wrap = stream => _link = new CountingStream(stream) };
        if (with is not null) rig.Options = with(rig.Options);
        await rig.ConnectAsync();
        if (hold) _link.Hold();
        return rig;
    }

    [Fact]
    public async Task Text_binary_control_and_close_leave_in_the_order_of_the_calls()
    {
        await using var rig = await ClientRig.OpenAsync();
        await rig.Socket.SendAsync("a", Ct);
        await rig.Socket.SendAsync(new byte[] { 1 }, Ct);
        await rig.Socket.SendAsync(new ReadOnlySequence<byte>([2, 3]), Ct);
        await rig.Socket.SendAsync("", Ct);
        var closing = rig.Socket.CloseAsync(Ct);

        Assert.Equal("810161", await rig.Peer.NextAsync());
        Assert.Equal("820101", await rig.Peer.NextAsync());
        Assert.Equal("82020203", await rig.Peer.NextAsync());
        Assert.Equal("8100", await rig.Peer.NextAsync());
        Assert.Equal("880203E8", await rig.AnswerCloseAsync());
        await closing.Soon();
    }

    [Fact]
    public async Task A_call_returns_Queued_at_once_below_the_high_water_mark()
    {
        await using var rig = await HeldAsync();
        var sent = rig.Socket.SendAsync(new byte[1000], Ct);
        Assert.True(sent.IsCompletedSuccessfully);
        Assert.Equal(SendResult.Queued, await sent);
    }

    [Fact]
    public async Task What_a_subscriber_sends_leaves_in_one_write_with_the_rest_of_the_batch()
    {
        await using var rig = await OpenAsync(hold: false);
        rig.Socket.Messages.Subscribe(message => _ = rig.Socket.SendAsync($"re: {message.Text}", Ct).AsTask());
        var before = _link.Writes.Count;

        await rig.Peer.SendRawAsync("81 01 61 89 01 07 81 01 62 81 01 63");

        Assert.Equal("810572653A2061", await rig.Peer.NextAsync());
        Assert.Equal("8A0107", await rig.Peer.NextAsync());
        Assert.Equal("810572653A2062", await rig.Peer.NextAsync());
        Assert.Equal("810572653A2063", await rig.Peer.NextAsync());
        Assert.Equal([3 * (2 + 4 + 5) + (2 + 4 + 1)], _link.Writes.Skip(before));
    }

    [Fact]
    public async Task A_batch_of_replies_leaves_early_at_64_KiB()
    {
        await using var rig = await OpenAsync(hold: false);
        rig.Socket.Messages.Subscribe(message => _ = rig.Socket.SendAsync(new byte[32_760], Ct).AsTask());     // with header and mask: 32 KiB
        var before = _link.Writes.Count;
        await rig.Peer.SendRawAsync("81 01 61 81 01 62 81 01 63 81 01 64");
        for (var i = 0; i < 4; i++) Assert.Equal(32_760, (await rig.Peer.NextFrameAsync().Soon()).Payload.Length);
        Assert.Equal([64 * 1024, 64 * 1024], _link.Writes.Skip(before));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(1016)]
    [InlineData(1017)]
    [InlineData(40_000)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(200_000)]
    public async Task A_message_that_writes_itself_arrives_whole_whatever_its_size(int size)
    {
        await using var rig = await ClientRig.OpenAsync();
        var content = new byte[size];
        new Random(size).NextBytes(content);

        for (var i = 0; i < 3; i++)
        {
            await rig.Socket.SendAsync(isText: false, content, WriteInPieces, Ct);
            Assert.Equal(content, (await rig.Peer.NextFrameAsync().Soon()).Payload.ToArray());
        }
    }

    static void WriteInPieces(IBufferWriter<byte> output, byte[] content)
    {
        foreach (var piece in content.Chunk(700)) output.Write(piece);
    }

    [Fact]
    public async Task Code_that_writes_a_message_cannot_send_another_and_is_told_so()
    {
        await using var rig = await ClientRig.OpenAsync();
        ValueTask<SendResult> inner = default;
        await rig.Socket.SendAsync(isText: true, rig.Socket, (output, socket) =>
        {
            output.Write("outer"u8);
            inner = socket.SendAsync("inner", Ct);
        }, Ct);

        Assert.Equal("81056F75746572", await rig.Peer.NextAsync());
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => inner.AsTask());
        Assert.Contains("being written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_whose_writing_fails_leaves_nothing_behind()
    {
        await using var rig = await ClientRig.OpenAsync();
        await Assert.ThrowsAsync<FormatException>(async () => await rig.Socket.SendAsync(isText: true, 0, (output, _) =>
        {
            output.Write("half"u8);
            throw new FormatException();
        }, Ct));
        await rig.Socket.SendAsync("whole", Ct);
        Assert.Equal("810577686F6C65", await rig.Peer.NextAsync());
    }

    [Fact]
    public async Task Above_the_high_water_mark_sends_wait_and_go_on_in_their_order()
    {
        await using var rig = await HeldAsync(options => options with { HighWaterMark = 1000 });
        Assert.True(rig.Socket.SendAsync(new byte[1200], Ct).AsTask().IsCompletedSuccessfully);
        var waiting = Enumerable.Range(0, 5).Select(i => rig.Socket.SendAsync($"{i}", Ct).AsTask()).ToArray();
        Assert.All(waiting, send => Assert.False(send.IsCompleted));

        _link.Open();

        Assert.Equal(1200, (await rig.Peer.NextFrameAsync().Soon()).Payload.Length);
        for (var i = 0; i < 5; i++) Assert.Equal($"{i}", await rig.Peer.NextTextAsync());
        Assert.All(await Task.WhenAll(waiting).Soon(), result => Assert.Equal(SendResult.Queued, result));
    }

    [Fact]
    public async Task Cancelling_a_send_that_waits_takes_it_back_and_harms_nothing()
    {
        await using var rig = await HeldAsync(options => options with { HighWaterMark = 10 });
        using var cancellation = new CancellationTokenSource();
        await rig.Socket.SendAsync("fills the queue", Ct);
        var cancelled = rig.Socket.SendAsync("taken back", cancellation.Token).AsTask();
        var after = rig.Socket.SendAsync("after", Ct).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.Soon());
        _link.Open();
        Assert.Equal("fills the queue", await rig.Peer.NextTextAsync());
        Assert.Equal("after", await rig.Peer.NextTextAsync());
        await after.Soon();
    }

    [Fact]
    public async Task A_cancelled_token_sends_nothing()
    {
        await using var rig = await ClientRig.OpenAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Socket.SendAsync("no", new CancellationToken(true)).AsTask());
        await rig.Socket.SendAsync("yes", Ct);
        Assert.Equal("yes", await rig.Peer.NextTextAsync());
    }

    [Fact]
    public async Task Too_many_waiting_sends_are_Congested()
    {
        await using var rig = await HeldAsync(options => options with { HighWaterMark = 1 });
        await rig.Socket.SendAsync("fills the queue", Ct);
        var waiting = Enumerable.Range(0, 4096).Select(_ => rig.Socket.SendAsync("waits", Ct).AsTask()).ToArray();

        var refused = await ErrorOf(rig.Socket.SendAsync("one too many", Ct));

        Assert.Equal(WebSocketErrorCode.Congested, refused.Code);
        Assert.Contains("4096", refused.Message, StringComparison.Ordinal);
        _link.Open();
        _ = rig.Peer.DrainAsync();
        await Task.WhenAll(waiting).Soon();
    }

    [Fact]
    public async Task Cancelled_sends_leave_their_places_to_others_that_wait()
    {
        await using var rig = await HeldAsync(options => options with { HighWaterMark = 1 });
        using var cancellation = new CancellationTokenSource();
        await rig.Socket.SendAsync("fills the queue", Ct);
        var cancelled = Enumerable.Range(0, 4096).Select(_ => rig.Socket.SendAsync("taken back", cancellation.Token).AsTask()).ToArray();
        await cancellation.CancelAsync();

        var waiting = rig.Socket.SendAsync("waits", Ct).AsTask();

        Assert.False(waiting.IsCompleted);
        _link.Open();
        Assert.Equal("fills the queue", await rig.Peer.NextTextAsync());
        Assert.Equal("waits", await rig.Peer.NextTextAsync());
        await waiting.Soon();
        foreach (var send in cancelled) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => send.Soon());
    }

    [Fact]
    public async Task A_control_frame_passes_what_waits_for_room()
    {
        await using var rig = await HeldAsync(options => options with { HighWaterMark = 1 });
        await rig.Socket.SendAsync("first", Ct);
        var waiting = rig.Socket.SendAsync("waits", Ct).AsTask();
        var heard = rig.Socket.Messages.Record();
        await rig.Peer.SendAsync("89 01 07");
        await rig.Peer.SendTextAsync("the ping was read before this");
        await heard.Has(1);

        _link.Open();

        Assert.Equal("first", await rig.Peer.NextTextAsync());
        Assert.Equal("8A0107", await rig.Peer.NextAsync());
        Assert.Equal("waits", await rig.Peer.NextTextAsync());
        await waiting.Soon();
    }

    [Fact]
    public async Task Sends_that_wait_leave_before_the_close_frame()
    {
        await using var rig = await HeldAsync(options => options with { HighWaterMark = 1 });
        await rig.Socket.SendAsync("first", Ct);
        var waiting = rig.Socket.SendAsync("waits", Ct).AsTask();
        var closing = rig.Socket.CloseAsync(Ct);
        await waiting.Soon();
        _link.Open();
        Assert.Equal("first", await rig.Peer.NextTextAsync());
        Assert.Equal("waits", await rig.Peer.NextTextAsync());
        Assert.Equal("880203E8", await rig.AnswerCloseAsync());
        await closing.Soon();
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task MaxSendSize_is_the_longest_that_may_be_sent(int size, bool fits)
    {
        await using var rig = await ClientRig.OpenAsync(options => options with { MaxSendSize = 10 });
        if (!fits)
        {
            var refused = await ErrorOf(rig.Socket.SendAsync(new string('x', size), Ct));
            Assert.Equal(WebSocketErrorCode.InvalidArgument, refused.Code);
            Assert.Contains("11", refused.Message, StringComparison.Ordinal);
            Assert.Contains("MaxSendSize", refused.Message, StringComparison.Ordinal);
            Assert.Equal(WebSocketErrorCode.InvalidArgument, (await ErrorOf(rig.Socket.SendAsync(new byte[size], Ct))).Code);
        }
        await rig.Socket.SendAsync(new string('y', 10), Ct);
        Assert.Equal(new string('y', 10), await rig.Peer.NextTextAsync());
    }

    [Fact]
    public async Task A_message_longer_than_all_buffers_arrives_whole()
    {
        await using var rig = await ClientRig.OpenAsync();
        var message = ReactiveWs.Tests.Frames.Wire.Random(3_000_000);
        var sent = rig.Socket.SendAsync(message, Ct).AsTask();
        Assert.Equal(message, (await rig.Peer.NextFrameAsync().Soon()).Payload);
        await sent.Soon();
    }

    [Fact]
    public async Task What_the_link_was_not_given_is_undelivered_and_what_it_may_have_carried_is_not()
    {
        await using var rig = await HeldAsync(options => options with { HighWaterMark = 60 });
        await rig.Socket.SendAsync("in the write that never comes back", Ct);
        await rig.Socket.SendAsync(new byte[50], Ct);
        var refused = rig.Socket.SendAsync("never accepted", Ct);
        rig.Peer.Vanish();
        Assert.Equal(1, (await rig.Socket.Closed.Soon()).Undelivered);
        Assert.Equal(WebSocketErrorCode.NotConnected, (await ErrorOf(refused)).Code);
    }

    [Fact]
    public async Task A_link_that_stops_while_little_is_queued_is_cut_once_the_queue_is_full()
    {
        await using var rig = await HeldAsync(options => options with { HighWaterMark = 1000, SendTimeout = TimeSpan.FromSeconds(9) });
        await rig.Socket.SendAsync("in the write that never comes back", Ct);
        Assert.Empty(rig.Time.ArmedTimers);
        await rig.Socket.SendAsync(new byte[1000], Ct);
        await rig.Time.WaitForTimerAsync(TimeSpan.FromSeconds(9), Ct).Soon();
        rig.Time.Advance(TimeSpan.FromSeconds(9));

        Assert.Contains("SendTimeout (00:00:09)", (await rig.Socket.Closed.Soon()).Reason, StringComparison.Ordinal);
    }
}
