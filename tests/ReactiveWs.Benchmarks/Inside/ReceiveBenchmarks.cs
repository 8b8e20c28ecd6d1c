using System.Text;
using BenchmarkDotNet.Attributes;
using ReactiveWs.Frames;
using ReactiveWs.Messages;

namespace ReactiveWs.Benchmarks.Inside;

/// <summary>A protocol whose message has 64 bytes on the wire.</summary>
[WsProtocol]
public static partial class Feed
{
    [FromClient("tick")] public partial record Tick(string Symbol, long Price, long Size);
}

/// <summary>
/// Masked frames with a message of 64 bytes each, from the receive buffer to whoever subscribed: parse, unmask, validate, deliver. A read brings many: a single one,
/// copied and unmasked at once, would be a measure of how the processor waits for its own copy.
/// </summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "Median", "RatioSD")]
public class ReceiveBenchmarks : IMessageSink
{
    const int Batch = 64;

    static readonly byte[] s_json = Encoding.ASCII.GetBytes("""{"type":"tick","symbol":"BTC-USD","price":671234,"size":9876543}""");

    static readonly ConnectionSettings s_settings = new()
    {
        MaxMessageSize = 1 << 20, MaxFragments = 100, ChunkSize = int.MaxValue, HighWaterMark = 1 << 20,
    };

    readonly MessageAssembler _assembler = new(Side.Server, s_settings, null);
    readonly byte[] _text = Masked(Opcode.Text);
    readonly byte[] _binary = Masked(Opcode.Binary);
    readonly byte[] _buffer = new byte[Batch * 128];
    OneLink _link = null!;
    IConnectionEvents _events = null!;
    long _sum;

    [GlobalSetup(Target = nameof(Typed))]
    public void SubscribeTyped() => Open(server => new Feed.Server(server).Ticks.Subscribe(tick => _sum += tick.Message.Size));

    [GlobalSetup(Targets = [nameof(ObservedText), nameof(ObservedBytes)])]
    public void SubscribeMessages() => Open(server => server.Connects.Subscribe(c => c.Messages.Subscribe(m => _sum += m.IsText ? 1 : 2)));

    [GlobalSetup(Target = nameof(Unobserved))]
    public void SubscribeNothing() => Open(_ => { });

    [GlobalCleanup]
    public void Close() => _link.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = Batch)]
    public int Unobserved() => Receive(_text);

    [Benchmark(OperationsPerInvoke = Batch)]
    public int Typed() => Receive(_text);

    [Benchmark(OperationsPerInvoke = Batch)]
    public int ObservedText() => Receive(_text);

    [Benchmark(OperationsPerInvoke = Batch)]
    public int ObservedBytes() => Receive(_binary);

    bool IMessageSink.OnMessage(bool isText, ReadOnlySpan<byte> payload, bool isLast)
    {
        _events.OnMessage(isText, payload, isLast);
        return true;
    }

    void IMessageSink.OnPing(ReadOnlySpan<byte> payload) { }

    void IMessageSink.OnPong(ReadOnlySpan<byte> payload) { }

    void IMessageSink.OnClose(ClosePayload payload) { }

    // unmasked in place: each time a fresh copy
    int Receive(byte[] frames)
    {
        frames.CopyTo(_buffer, 0);
        return _assembler.Consume(_buffer.AsSpan(0, frames.Length), 65_536, this);
    }

    void Open(Action<ReactiveWebSocketServer> subscribe)
    {
        _link = OneLink.Open(subscribe);
        _events = _link.Connection;
        if (s_json.Length != 64 || Receive(_text) != _text.Length) throw new InvalidOperationException("This is not what is to be measured.");
    }

    static byte[] Masked(Opcode opcode)
    {
        var frame = new byte[FrameWriter.HeaderSize(s_json.Length, masked: true) + s_json.Length];
        const uint Key = 0x12345678;
        var header = FrameWriter.WriteHeader(frame, opcode, fin: true, compressed: false, s_json.Length, Key);
        Masking.Copy(s_json, frame.AsSpan(header), Key);
        return [.. Enumerable.Repeat(frame, Batch).SelectMany(bytes => bytes)];
    }
}
