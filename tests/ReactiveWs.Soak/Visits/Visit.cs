using System.Diagnostics;

namespace ReactiveWs.Soak.Visits;

/// <summary>One client's stay, from its connect to the end that both ends have seen. Its messages are balanced then.</summary>
/// <param name="stay">When it ends, and where.</param>
/// <param name="name">What kind it is, for the report.</param>
/// <param name="mayLose">Whether links are cut on purpose.</param>
[DebuggerDisplay("{Name} {Id}")]
internal abstract class Visit(Stay stay, string name, bool mayLose = false)
{
    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    readonly Lock _lock = new();
    readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _served = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _began;
    int _ended;
    bool _left;

    public long Id => stay.Id;

    public string Name => name;

    /// <summary>From the client to the server.</summary>
    public Lane Up { get; } = new(mayLose);

    /// <summary>From the server to the client.</summary>
    public Lane Down { get; } = new(mayLose);

    /// <summary>How many the client has opened.</summary>
    public int Connections { get; protected set; }

    /// <summary>The longest message, in characters.</summary>
    public virtual int MostSize => 2000;

    /// <summary>The server's end of the latest connection.</summary>
    protected WebSocketConnection? ServerEnd { get; private set; }

    /// <summary>Completes when the server has ended a connection of this visit.</summary>
    protected Task Gone => _gone.Task;

    protected Stay Stay => stay;

    /// <summary>Connects, talks, and leaves.</summary>
    public async Task RunAsync()
    {
        stay.Ledger.Add(this);
        try
        {
            await LiveAsync();
            Leave();
            await _served.Task.WaitAsync(s_patience);
        }
        catch (Exception e)
        {
            stay.Ledger.Fault($"{name} {Id}: {e.GetType().Name}: {e.Message} (client opened {Connections}, server began {_began} and ended {_ended})");
        }
        stay.Ledger.Balance(this);
    }

    public void ServingBegan(WebSocketConnection connection)
    {
        lock (_lock)
        {
            _began++;
            ServerEnd = connection;
        }
    }

    public void ServingEnded()
    {
        lock (_lock)
        {
            _ended++;
            _gone.TrySetResult();
            Complete();
        }
    }

    protected abstract Task LiveAsync();

    /// <summary>A socket whose errors and reports go into the books.</summary>
    protected ReactiveWebSocket Keep(ReactiveWebSocket ws)
    {
        ws.Closes.Subscribe(end => Up.Report(end.Undelivered));
        ws.Errors.Subscribe(error => stay.Ledger.Error("client", error));
        ws.Pongs.Subscribe(_ => stay.Ledger.CountPong());
        return ws;
    }

    /// <summary>Closes, which must be clean and leave nothing behind.</summary>
    protected async Task CloseAsync(ReactiveWebSocket ws)
    {
        await ws.CloseAsync();
        await RequireCleanAsync(ws);
    }

    protected async Task RequireCleanAsync(ReactiveWebSocket ws)
    {
        var end = await ws.Closed;
        if (!end.WasClean || end.Undelivered > 0) stay.Ledger.Fault($"{name} {Id}: {end}");
    }

    void Leave()
    {
        lock (_lock)
        {
            _left = true;
            Complete();
        }
    }

    // a connection that the client saw open is one that the server will be told of, if it has not been yet
    void Complete()
    {
        if (_left && _ended == _began && _began >= Connections) _served.TrySetResult();
    }
}
