using ReactiveWs.Soak.Visits;

namespace ReactiveWs.Soak;

/// <summary>The server's part of one connection: has ended when the connection has, and nothing that it began is still under way.</summary>
internal sealed class Served
{
    readonly Visit _visit;
    int _underWay = 1;

    public Served(Visit visit, WebSocketConnection connection)
    {
        _visit = visit;
        visit.ServingBegan(connection);
        connection.Closes.Subscribe(End);
    }

    public void Begin() => Interlocked.Increment(ref _underWay);

    public void Finish()
    {
        if (Interlocked.Decrement(ref _underWay) == 0) _visit.ServingEnded();
    }

    void End(CloseResult result)
    {
        _visit.Down.Report(result.Undelivered);
        Finish();
    }
}
