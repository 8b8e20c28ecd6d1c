namespace ReactiveWs.Soak.Visits;

/// <summary>Hears every broadcast from its first to its last.</summary>
internal sealed class ListenVisit(Stay stay) : Visit(stay, "Listen")
{
    /// <summary>The longest broadcast, in characters.</summary>
    public const int Most = 600;

    int _first = -1;

    protected override async Task LiveAsync()
    {
        await using var ws = Keep(new ReactiveWebSocket());
        ws.Messages.Subscribe(Receive);
        await ws.ConnectAsync(Stay.Server.Address("listen", Id), Stay.Options);
        Connections = 1;
        using var staying = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await Stay.NextAsync(staying));
        await CloseAsync(ws);
    }

    // what the server accepted for all listeners together is compared in the end
    void Receive(WebSocketMessage message)
    {
        var number = Content.Read(0, message, Most);
        if (_first < 0) _first = number;
        Down.Accept();
        Down.Receive(number < 0 ? number : number - _first);
        Stay.Ledger.CountMessage();
        Stay.Ledger.CountBroadcast();
    }
}
