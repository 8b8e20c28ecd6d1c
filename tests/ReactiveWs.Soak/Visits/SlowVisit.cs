namespace ReactiveWs.Soak.Visits;

/// <summary>Takes what the server pushes more slowly than it comes. Half of them leave in good order, the other half is cut.</summary>
internal sealed class SlowVisit : Visit
{
    static readonly TimeSpan s_delay = TimeSpan.FromMilliseconds(100);

    readonly bool _isCut;

    public SlowVisit(Stay stay, bool isCut)
        : base(stay, isCut ? "SlowAndCut" : "Slow", isCut) => _isCut = isCut;

    public override int MostSize => 16_000;

    protected override async Task LiveAsync()
    {
        var link = new Link(receiveBuffer: 64 * 1024);
        await using var ws = Keep(new ReactiveWebSocket());
        using var delay = new PeriodicTimer(s_delay);
        using var reading = ws.Messages.SubscribeAwait(async (message, _) =>
        {
            Down.Receive(Content.Read(Id, message, MostSize));
            Stay.Ledger.CountMessage();
            await Stay.NextAsync(delay);          // in a hurry once it is time to go
        }, capacity: 4);
        await ws.ConnectAsync(Stay.Server.Address("push", Id), Stay.Options with { OpenLink = link.OpenAsync });
        Connections = 1;
        using var staying = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await Stay.NextAsync(staying));
        if (_isCut)
        {
            link.Cut();
            await ws.Closed;
        }
        else
        {
            await CloseAsync(ws);
        }
    }
}
