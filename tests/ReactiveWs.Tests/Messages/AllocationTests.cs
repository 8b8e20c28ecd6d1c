using System.Buffers;
using ReactiveWs.Bytes;
using ReactiveWs.Frames;
using ReactiveWs.Messages;

namespace ReactiveWs.Tests.Messages;

/// <summary>What the hot paths allocate: measured on one thread, over a link that takes everything at once.</summary>
public class AllocationTests
{
    static readonly ConnectionSettings s_settings = new()
    {
        MaxMessageSize = 1 << 20, MaxFragments = 100, MaxSendSize = long.MaxValue, ChunkSize = int.MaxValue, HighWaterMark = 1 << 20,
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_send_that_need_not_wait_allocates_nothing(bool isServer)
    {
        var queue = new SendQueue(isServer ? Side.Server : Side.Client, new Sink(), s_settings with { Time = new Slow() }, null, new Events());
        var data = new byte[200];
        Assert.Equal(0, Allocated(() =>
        {
            Completed(queue.SendAsync(new OutgoingText("Hello, server!"), default));
            Completed(queue.SendAsync(new OutgoingBytes(data), default));
        }));
    }

    [Theory]
    [InlineData("82 85 00000000 4865 6C6C 6F")]
    [InlineData("81 85 00000000 4865 6C6C 6F")]
    [InlineData("89 81 00000000 07")]
    public void A_message_that_nobody_observes_allocates_nothing(string frame)
    {
        var assembler = new MessageAssembler(Side.Server, s_settings, null);
        var (bytes, sink) = (ReactiveWs.Tests.Frames.Wire.Hex(frame), new Ignoring());
        var consumed = 0;
        Assert.Equal(0, Allocated(() => consumed = assembler.Consume(bytes, 65_536, sink)));
        Assert.Equal(bytes.Length, consumed);
    }

    [Fact]
    public void An_observed_binary_message_allocates_its_bytes_and_nothing_else()
    {
        var payload = new byte[1000];
        var exact = Allocated(() => GC.KeepAlive(new byte[1000]));
        Assert.Equal(exact, Allocated(() => Keep(new WebSocketMessage(isText: false, payload))));
    }

    [Fact]
    public void A_batch_of_messages_to_many_allocates_nothing_for_each_of_them()
    {
        HandlerScope.Enter();
        SendQueue[] queues = [.. Enumerable.Range(0, 100).Select(_ => new SendQueue(Side.Server, new Sink(), s_settings, null, new Events()))];
        var message = SharedMessage.Of(new byte[64]);
        Assert.Equal(0, Allocated(() =>
        {
            var batch = Batch.Enter(loop: null);
            for (var i = 0; i < 3; i++)
            {
                var frame = batch.Share(message);
                foreach (var queue in queues) Completed(queue.SendAsync(frame, batch, TestContext.Current.CancellationToken));
            }
            batch.Exit();
        }));
    }

    [Fact]
    public void A_broadcast_allocates_its_frame_and_nothing_for_each_connection()
    {
        var payload = new byte[64];
        var exact = Allocated(() => GC.KeepAlive(new byte[66])) + Allocated(() => GC.KeepAlive(SharedMessage.Of([]))) - Allocated(() => GC.KeepAlive(new byte[2]));
        Assert.Equal(exact, Allocated(() => GC.KeepAlive(SharedMessage.Of(payload))));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(10, true)]
    [InlineData(1, false)]
    public async Task A_message_allocates_its_text_or_bytes_once_however_many_observe_it(int observers, bool isText)
    {
        await using var pair = await PairRig.OpenAsync();
        for (var i = 0; i < observers; i++) pair.Connection.Messages.Subscribe(Keep);
        var payload = "0123456789abcdef"u8.ToArray();
        var exact = observers == 0 ? 0 : isText ? Allocated(() => GC.KeepAlive(new string('a', 16))) : Allocated(() => GC.KeepAlive(new byte[16]));
        IConnectionEvents connection = pair.Connection;
        Assert.Equal(exact, Allocated(() => connection.OnMessage(isText, payload, isLast: true)));
    }

    [Fact]
    public void Telemetry_allocates_nothing_when_nobody_listens()
    {
        var (end, error) = (new CloseResult(1006, "lost", false, 3), new InvalidOperationException());
        Assert.Equal(0, Allocated(() =>
        {
            Telemetry.Opened("server");
            Telemetry.Sent("server", "Say", 100, 5);
            Telemetry.Received("server", "Say", 100);
            Telemetry.Waits("Say", 7);
            Telemetry.Dropped(DropReason.Conflated, "Say");
            Telemetry.Requested("Say", TimeSpan.FromSeconds(1), succeeded: true);
            Telemetry.Ponged("server", TimeSpan.FromSeconds(1));
            Telemetry.SubscriberFailed("Messages", error);
            Telemetry.Refused(503);
            Telemetry.Attempted(succeeded: true);
            Telemetry.Ended("server", end, WebSocketErrorCode.ConnectionFailed);
            Assert.Null(Telemetry.Activities.StartActivity("websocket connect"));
            Assert.False(Telemetry.WantsHandlerTime || Telemetry.WantsInboxSize);
        }));
    }

    static void Completed(ValueTask<SendResult> send) => Assert.True(send.IsCompletedSuccessfully);

    static WebSocketMessage s_kept;

    static void Keep(WebSocketMessage message) => s_kept = message;

    /// <summary>The bytes that one run allocates once everything is warm: the least of several, since the runtime may add its own.</summary>
    static long Allocated(Action run)
    {
        for (var i = 0; i < 50; i++) run();
        var least = long.MaxValue;
        for (var i = 0; i < 50; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }

    sealed class Sink : ByteLink
    {
        public override int IdleBufferSize => 0;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer) => new(0);

        public override int TryWrite(ReadOnlySpan<byte> bytes) => bytes.Length;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes) => default;

        public override ValueTask EndWritingAsync() => default;

        public override void Abort() { }
    }

    /// <summary>A second passes between any two looks, so no send counts as one of a stream.</summary>
    sealed class Slow : TimeProvider
    {
        long _now;

        public override long GetTimestamp() => _now += TimestampFrequency;
    }

    sealed class Events : ISendEvents
    {
        public void OnSlow() { }

        public void OnBroken(Exception error) { }
    }

    sealed class Ignoring : IMessageSink
    {
        public bool OnMessage(bool isText, ReadOnlySpan<byte> payload, bool isLast) => true;

        public void OnPing(ReadOnlySpan<byte> payload) { }

        public void OnPong(ReadOnlySpan<byte> payload) { }

        public void OnClose(ClosePayload payload) { }
    }
}
