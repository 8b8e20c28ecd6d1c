using System.Text;
using ReactiveWs.Tests.Frames;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests.Messages;

/// <summary>Streams as messages in fragments.</summary>
public class MessageSplitterTests
{
    [Theory]
    [InlineData(0, "82:0")]
    [InlineData(1, "82:1")]
    [InlineData(16_384, "82:16384")]
    [InlineData(16_385, "02:16384 80:1")]
    [InlineData(40_000, "02:16384 00:16384 80:7232")]
    public async Task A_stream_becomes_one_message_and_its_last_fragment_has_FIN(int size, string frames)
    {
        await using var rig = await ClientRig.OpenAsync();
        var content = Wire.Random(size);
        var sending = rig.Socket.SendAsync(new MemoryStream(content), cancellationToken: Ct);
        var received = new List<byte>();
        foreach (var frame in frames.Split(' '))
        {
            var (first, payload) = await rig.Peer.NextFrameAsync().Soon();
            Assert.Equal(frame, $"{first:X2}:{payload.Length}");
            received.AddRange(payload);
        }
        Assert.Equal(content, received);
        Assert.Equal(SendResult.Queued, await sending.Soon());
    }

    [Fact]
    public async Task Control_frames_come_between_fragments_and_other_messages_wait()
    {
        await using var rig = await ServerRig.OpenAsync();
        var (reader, writer) = MemoryLink.Pair();
        var sending = rig.Connection.SendAsync(reader, isText: true, Ct);
        await writer.WriteAsync(new byte[16_384 * 2 + 5], Ct);
        Assert.Equal(0x01, (await rig.Peer.NextFrameAsync().Soon()).First);
        var other = rig.Connection.SendAsync("other", Ct).AsTask();
        await rig.Peer.SendAsync("89 01 07");
        Assert.Equal("8A0107", await rig.Peer.NextAsync());
        Assert.False(other.IsCompleted);

        await writer.DisposeAsync();

        Assert.Equal(0x00, (await rig.Peer.NextFrameAsync().Soon()).First);
        Assert.Equal("80050000000000", await rig.Peer.NextAsync());
        Assert.Equal("other", await rig.Peer.NextTextAsync());
        await Task.WhenAll(sending, other).Soon();
    }

    [Fact]
    public async Task Two_streams_do_not_mix()
    {
        await using var rig = await ClientRig.OpenAsync();
        var both = Task.WhenAll(
            rig.Socket.SendAsync(new MemoryStream(new byte[20_000]), cancellationToken: Ct),
            rig.Socket.SendAsync(new MemoryStream(new byte[20_000]), cancellationToken: Ct));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(0x02, (await rig.Peer.NextFrameAsync().Soon()).First);
            Assert.Equal(0x80, (await rig.Peer.NextFrameAsync().Soon()).First);
        }
        await both.Soon();
    }

    [Fact]
    public async Task A_stream_that_fails_midway_closes_with_1011_and_the_failure_is_thrown()
    {
        await using var rig = await ClientRig.OpenAsync();
        var sending = rig.Socket.SendAsync(new FailingStream(40_000), cancellationToken: Ct);
        Assert.Equal(0x02, (await rig.Peer.NextFrameAsync().Soon()).First);
        Assert.StartsWith("882103F3", await rig.Peer.NextAsync(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(() => sending.Soon());
    }

    [Fact]
    public async Task A_stream_that_fails_before_anything_was_sent_harms_nothing()
    {
        await using var rig = await ClientRig.OpenAsync();
        await Assert.ThrowsAsync<IOException>(() => rig.Socket.SendAsync(new FailingStream(100), cancellationToken: Ct).Soon());
        await rig.Socket.SendAsync("still open", Ct);
        Assert.Equal("still open", await rig.Peer.NextTextAsync());
    }

    [Fact]
    public async Task A_cancelled_token_sends_nothing_and_harms_nothing()
    {
        await using var rig = await ClientRig.OpenAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rig.Socket.SendAsync(new MemoryStream(new byte[10]), cancellationToken: new(true)).Soon());
        await rig.Socket.SendAsync("still open", Ct);
        Assert.Equal("still open", await rig.Peer.NextTextAsync());
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_an_argument_error()
    {
        await using var rig = await ClientRig.OpenAsync();
        var refused = await ErrorOf(rig.Socket.SendAsync(new MemoryStream([0x61, 0xFF]), isText: true, Ct));
        Assert.Equal(WebSocketErrorCode.InvalidArgument, refused.Code);
        Assert.Equal(ConnectionState.Open, rig.Socket.State);
    }

    [Fact]
    public async Task A_text_may_be_cut_within_a_character()
    {
        await using var rig = await ClientRig.OpenAsync();
        var text = new string('a', 16_383) + "é";
        var sending = rig.Socket.SendAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), isText: true, Ct);
        Assert.Equal(0x01, (await rig.Peer.NextFrameAsync().Soon()).First);
        Assert.Equal("8001A9", await rig.Peer.NextAsync());
        await sending.Soon();
    }

    [Fact]
    public async Task After_a_close_in_the_middle_nothing_follows_the_close_frame()
    {
        await using var rig = await ServerRig.OpenAsync();
        var (reader, writer) = MemoryLink.Pair();
        var sending = rig.Connection.SendAsync(reader, cancellationToken: Ct);
        await writer.WriteAsync(new byte[16_384 * 2], Ct);
        Assert.Equal(0x02, (await rig.Peer.NextFrameAsync().Soon()).First);
        var waiting = rig.Connection.SendAsync("behind the stream", Ct);

        var closing = rig.Connection.CloseAsync(Ct);

        Assert.Equal(WebSocketErrorCode.NotConnected, (await ErrorOf(waiting)).Code);
        await writer.DisposeAsync();
        Assert.Equal(WebSocketErrorCode.NotConnected, (await ErrorOf(sending)).Code);
        Assert.Equal("880203E8", await rig.Peer.NextAsync());
        await rig.Peer.SendAsync("88 02 03 E8");
        Assert.Equal("", await rig.Peer.RestAsync());
        await closing.Soon();
    }

    sealed class FailingStream(int after) : MemoryStream(new byte[after])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await base.ReadAsync(buffer, cancellationToken);
            return count > 0 ? count : throw new IOException("the disk is gone");
        }
    }
}
