namespace ReactiveWs.Soak.Visits;

/// <summary>How an echo visit sends.</summary>
internal enum Manner
{
    Text,
    Binary,
    Compressed,
    Fragments,
    Tls,
}

/// <summary>Sends numbered messages and gets them back; leaves by closing at once, by being closed, or after the last echo.</summary>
internal sealed class EchoVisit(Stay stay, Manner manner) : Visit(stay, manner.ToString())
{
    readonly TaskCompletionSource _allBack = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _last = int.MaxValue;

    public override int MostSize => manner switch
    {
        Manner.Binary => 40_000,
        Manner.Fragments => 100_000,
        _ => 4000,
    };

    protected override async Task LiveAsync()
    {
        await using var ws = Keep(new ReactiveWebSocket());
        ws.Messages.Subscribe(Receive);
        await ws.ConnectAsync(Stay.Server.Address("echo", Id, manner == Manner.Tls), Options());
        Connections = 1;
        await TalkAsync(ws);
        switch (Stay.Random.Next(3))
        {
            case 0:
                await CloseAsync(ws);
                break;
            case 1:
                await ServerEnd!.CloseAsync(new WebSocketCloseOptions { Code = 1001, Reason = "enough" });
                await RequireCleanAsync(ws);
                break;
            default:
                await AllBackAsync();
                await CloseAsync(ws);
                break;
        }
    }

    async Task TalkAsync(ReactiveWebSocket ws)
    {
        using var pace = new PeriodicTimer(Stay.Pace);
        for (var number = 0; await Stay.NextAsync(pace); number++)
        {
            if (!await Sending.TryAsync(() => SendAsync(ws, number))) return;
            Up.Accept();
        }
    }

    ValueTask<SendResult> SendAsync(ReactiveWebSocket ws, int number) => manner switch
    {
        Manner.Binary => ws.SendAsync(Content.Bytes(Id, number, MostSize)),
        Manner.Fragments => new(ws.SendAsync(new MemoryStream(Content.Bytes(Id, number, MostSize)))),
        _ => ws.SendAsync(Content.Text(Id, number, MostSize)),
    };

    void Receive(WebSocketMessage message)
    {
        Down.Receive(Content.Read(Id, message, MostSize));
        Stay.Ledger.CountMessage();
        if (Down.Received >= Volatile.Read(ref _last)) _allBack.TrySetResult();
    }

    Task AllBackAsync()
    {
        Volatile.Write(ref _last, Up.Accepted);
        if (Down.Received >= Up.Accepted) _allBack.TrySetResult();
        return _allBack.Task.WaitAsync(TimeSpan.FromMinutes(2));
    }

    WebSocketRequestOptions Options() => manner switch
    {
        Manner.Compressed => Stay.Options with { Compression = new WebSocketCompression { ClientNoContextTakeover = Id % 2 == 0 } },
        Manner.Tls => Stay.Options with { CaPath = Stay.Server.CaPath },
        _ => Stay.Options,
    };
}
