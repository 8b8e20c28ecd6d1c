namespace ReactiveWs.Soak.Visits;

/// <summary>What a visit is given: the server, the books, its own chance, and how long it stays.</summary>
internal sealed class Stay : IDisposable
{
    readonly CancellationTokenSource _leaving;

    public Stay(long id, SoakServer server, Ledger ledger, Random random, double seconds, CancellationToken stop)
    {
        (Id, Server, Ledger, Random) = (id, server, ledger, random);
        _leaving = CancellationTokenSource.CreateLinkedTokenSource(stop);
        // exponential: most leave soon, some stay
        _leaving.CancelAfter(TimeSpan.FromSeconds(Math.Min(0.2 - seconds * Math.Log(1 - random.NextDouble()), 9 * seconds)));
        Pace = TimeSpan.FromMilliseconds(200 + random.Next(1300));
    }

    public long Id { get; }

    public SoakServer Server { get; }

    public Ledger Ledger { get; }

    public Random Random { get; }

    /// <summary>The time between two messages.</summary>
    public TimeSpan Pace { get; }

    /// <summary>When it is time to go.</summary>
    public CancellationToken Leaving => _leaving.Token;

    /// <summary>What every client of the load goes by.</summary>
    public WebSocketRequestOptions Options => new()
    {
        ConnectTimeout = TimeSpan.FromMinutes(1),
        CloseTimeout = TimeSpan.FromMinutes(1),
        PongTimeout = TimeSpan.FromMinutes(1),
        PingInterval = TimeSpan.FromSeconds(1 + Id % 5),
        Proxy = WebSocketProxy.None,
    };

    /// <summary>Waits for the timer's next tick; false when it is time to go.</summary>
    public async ValueTask<bool> NextAsync(PeriodicTimer pace)
    {
        try
        {
            return await pace.WaitForNextTickAsync(Leaving);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => _leaving.Dispose();
}
