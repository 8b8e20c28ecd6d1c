namespace ReactiveWs.Soak.Visits;

/// <summary>A client that reconnects, while its link is reset, or the server sends it away, again and again. Nothing comes twice.</summary>
internal sealed class ReconnectVisit(Stay stay) : Visit(stay, "Reconnect", mayLose: true)
{
    static readonly ReconnectOptions s_soon = new() { InitialDelay = TimeSpan.FromMilliseconds(50), MaxDelay = TimeSpan.FromSeconds(2) };

    readonly Link _link = new();

    protected override async Task LiveAsync()
    {
        await using var ws = Keep(new ReactiveWebSocket());
        ws.Messages.Subscribe(Receive);
        ws.Opens.Subscribe(_ => Connections++);
        await ws.ConnectAsync(Stay.Server.Address("echo", Id), Stay.Options with { OpenLink = _link.OpenAsync, Reconnect = s_soon });
        using var pace = new PeriodicTimer(Stay.Pace);
        for (var number = 0; await Stay.NextAsync(pace);)
        {
            // what was refused was never taken: its number is free
            if (await Sending.TryAsync(() => ws.SendAsync(Content.Text(Id, number, MostSize)))) (number, _) = (number + 1, Accepted());
            await DisturbAsync();
        }
        await ws.CloseAsync();
    }

    bool Accepted()
    {
        Up.Accept();
        return true;
    }

    async Task DisturbAsync()
    {
        switch (Stay.Random.Next(16))
        {
            case 0:
                _link.Cut();
                break;
            case 1:
                await ServerEnd!.CloseAsync(new WebSocketCloseOptions { Code = 1012, Reason = "restarting" });
                break;
        }
    }

    void Receive(WebSocketMessage message)
    {
        Down.Receive(Content.Read(Id, message, MostSize));
        Stay.Ledger.CountMessage();
    }
}
