using BenchmarkDotNet.Attributes;
using ReactiveWs.Messages;

namespace ReactiveWs.Benchmarks.Inside;

/// <summary>What the Rx layer costs: one message to so many subscribers. The slope is the cost of a message and subscriber.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "Median", "RatioSD")]
public class StreamBenchmarks
{
    readonly byte[] _payload = new byte[64];
    OneLink _link = null!;
    IConnectionEvents _events = null!;
    long _count;

    [Params(1, 10, 100, 1000)]
    public int Subscribers { get; set; }

    [GlobalSetup]
    public void Subscribe()
    {
        _link = OneLink.Open(_ => { });
        _events = _link.Connection;
        for (var i = 0; i < Subscribers; i++) _link.Connection.Messages.Subscribe(_ => _count++);
    }

    [GlobalCleanup]
    public void Close() => _link.Dispose();

    [Benchmark]
    public void Deliver() => _events.OnMessage(isText: false, _payload, isLast: true);
}
