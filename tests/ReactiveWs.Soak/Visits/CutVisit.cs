namespace ReactiveWs.Soak.Visits;

/// <summary>Echoes over a link that is reset without a word, in the middle of whatever is under way.</summary>
internal sealed class CutVisit(Stay stay) : Visit(stay, "Cut", mayLose: true)
{
    public override int MostSize => 30_000;

    protected override async Task LiveAsync()
    {
        var link = new Link();
        await using var ws = Keep(new ReactiveWebSocket());
        ws.Messages.Subscribe(Receive);
        await ws.ConnectAsync(Stay.Server.Address("echo", Id), Stay.Options with { OpenLink = link.OpenAsync });
        Connections = 1;
        using var pace = new PeriodicTimer(Stay.Pace);
        var number = 0;
        while (await Stay.NextAsync(pace)) await SendAsync(ws, number++);
        for (var burst = Stay.Random.Next(10); burst > 0; burst--) await SendAsync(ws, number++);
        link.Cut();
        await ws.Closed;
    }

    async Task SendAsync(ReactiveWebSocket ws, int number)
    {
        if (await Sending.TryAsync(() => ws.SendAsync(Content.Text(Id, number, MostSize)))) Up.Accept();
    }

    void Receive(WebSocketMessage message)
    {
        Down.Receive(Content.Read(Id, message, MostSize));
        Stay.Ledger.CountMessage();
    }
}
