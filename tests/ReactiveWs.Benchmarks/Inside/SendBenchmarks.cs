using BenchmarkDotNet.Attributes;
using ReactiveWs.Bytes;
using ReactiveWs.Frames;
using ReactiveWs.Messages;

namespace ReactiveWs.Benchmarks.Inside;

/// <summary>Sends that need not wait, over a link that takes everything at once.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "Median", "RatioSD")]
public class SendBenchmarks : ISendEvents
{
    const int Many = 100;

    static readonly ConnectionSettings s_settings = new()
    {
        MaxMessageSize = 1 << 20, MaxFragments = 100, MaxSendSize = long.MaxValue, ChunkSize = int.MaxValue, HighWaterMark = 1 << 20,
    };

    readonly byte[] _data = new byte[64];
    SendQueue _server = null!;
    SendQueue _client = null!;
    SendQueue[] _all = [];

    [GlobalSetup]
    public void Open()
    {
        HandlerScope.Enter();
        _server = Queue(Side.Server);
        _client = Queue(Side.Client);
        _all = [.. Enumerable.Range(0, Many).Select(_ => Queue(Side.Server))];
    }

    /// <summary>As a subscriber's reply: corked, and written at the end of the batch.</summary>
    [Benchmark(OperationsPerInvoke = 16)]
    public void Reply() => Send(_server);

    /// <summary>The same from a client, which masks.</summary>
    [Benchmark(OperationsPerInvoke = 16)]
    public void MaskedReply() => Send(_client);

    [Benchmark(OperationsPerInvoke = 16)]
    public void ReplyOfText()
    {
        var batch = Batch.Enter(loop: null);
        for (var i = 0; i < 16; i++) _ = _server.SendAsync(new OutgoingText("a message of some forty characters or so"), default);
        batch.Exit();
    }

    /// <summary>One message to one of a hundred connections, 16 in a batch.</summary>
    [Benchmark(OperationsPerInvoke = 16 * Many)]
    public void Broadcast()
    {
        var batch = Batch.Enter(loop: null);
        for (var i = 0; i < 16; i++)
        {
            var frame = batch.Share(SharedMessage.Of(_data));
            foreach (var queue in _all) _ = queue.SendAsync(frame, batch, default);
        }
        batch.Exit();
    }

    void ISendEvents.OnSlow() { }

    void ISendEvents.OnBroken(Exception error) { }

    void Send(SendQueue queue)
    {
        var batch = Batch.Enter(loop: null);
        for (var i = 0; i < 16; i++) _ = queue.SendAsync(new OutgoingBytes(_data), default);
        batch.Exit();
    }

    SendQueue Queue(Side side) => new(side, new Sink(), s_settings, null, this);

    sealed class Sink : ByteLink
    {
        public override int IdleBufferSize => 0;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer) => new(0);

        public override int TryWrite(ReadOnlySpan<byte> bytes) => bytes.Length;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> bytes) => default;

        public override ValueTask EndWritingAsync() => default;

        public override void Abort() { }
    }
}
