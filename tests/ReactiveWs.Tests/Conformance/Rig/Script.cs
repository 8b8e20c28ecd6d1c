namespace ReactiveWs.Tests.Conformance.Rig;

/// <summary>What the peer sends and what must come back, step by step, down to the end of the link and what our end tells about it.</summary>
/// <remarks>Sending goes on beside the expectations after it, so that no length of message can make both ends wait for each other.</remarks>
internal sealed class Script
{
    readonly List<Func<Exchange, Task>> _steps = [];
    Task _sending = Task.CompletedTask;
    IOException? _broken;
    bool _mayBreak;

    public Terms Terms { get; private set; } = new();

    public static Script Begin(Terms? terms = null) => new() { Terms = terms ?? new() };

    /// <summary>Sends frames in one write.</summary>
    public Script Send(params RawFrame[] frames) => SendBy(int.MaxValue, frames);

    /// <summary>Sends frames in writes of so many bytes.</summary>
    public Script SendBy(int chop, params RawFrame[] frames) => Then(exchange =>
    {
        _sending = SendAfterAsync(_sending, exchange, chop, frames);
        return Task.CompletedTask;
    });

    /// <summary>Expects these frames next.</summary>
    public Script Expect(params RawFrame[] frames) => Then(async exchange =>
    {
        foreach (var frame in frames) Same(frame, await exchange.Peer.ReadAsync(exchange.Guard));
    });

    /// <summary>Sends messages compressed, each by the peer's one compressor, in so many fragments.</summary>
    public Script SendCompressed(RawFrame[] messages, int fragmentSize = int.MaxValue, int chop = int.MaxValue) =>
        SendMade(deflate => messages.SelectMany(message => Fragments.Of(deflate.Compress(message), fragmentSize)), chop);

    /// <summary>Sends frames that depend on what the peer's compressor did before.</summary>
    public Script SendMade(Func<PeerDeflate, IEnumerable<RawFrame>> make, int chop = int.MaxValue) => Then(exchange =>
    {
        _sending = SendAfterAsync(_sending, exchange, chop, [.. make(exchange.Deflate)]);
        return Task.CompletedTask;
    });

    /// <summary>Expects these messages next, compressed if that was agreed.</summary>
    public Script ExpectCompressed(params RawFrame[] messages) => Then(async exchange =>
    {
        foreach (var message in messages)
        {
            var frame = await exchange.Peer.ReadAsync(exchange.Guard);
            Assert.Equal(exchange.Deflate.IsAgreed, frame?.IsCompressed);
            Same(message, exchange.Deflate.Inflate(frame!));
        }
    });

    /// <summary>Sends messages compressed and expects them back so.</summary>
    public Script EchoCompressed(params RawFrame[] messages) => SendCompressed(messages).ExpectCompressed(messages);

    /// <summary>Sends whole messages and expects them back.</summary>
    public Script Echo(params RawFrame[] messages) => Send(messages).Expect(messages);

    /// <summary>The peer closes and gets its code back; the link ends cleanly.</summary>
    public Script Closes(int code = 1000, string reason = "") => Send(RawFrame.Close(code, reason)).EndsCleanly(code, reason);

    /// <summary>Our close frame comes next and answers the peer's; then the link ends.</summary>
    public Script EndsCleanly(int code = 1000, string reason = "", RawFrame? answer = null) => Expect(answer ?? RawFrame.Close(code)).Ended(code, reason);

    /// <summary>Our end has received so many messages when the link has ended.</summary>
    public Script Heard(int messages) => Then(async exchange =>
    {
        await _sending;
        await exchange.HeardAsync(messages);
    });

    /// <summary>Close frames went both ways: the link ends, and nothing comes before that.</summary>
    public Script Ended(int code = 1000, string reason = "") => Then(async exchange =>
    {
        _mayBreak = true;
        await EndOfLinkAsync(exchange, serverEndsFirst: true);
        Assert.Equal(new CloseResult(code, reason, true, 0), await ClosedAsync(exchange));
        Assert.Empty(exchange.Errors);
        Assert.Empty(exchange.ServerErrors);
    });

    /// <summary>Our end fails the connection: a close frame with the code, the end of the link, and an error that says so.</summary>
    public Script Fails(int code) => Then(async exchange =>
    {
        _mayBreak = true;
        var close = await exchange.Peer.ReadAsync(exchange.Guard);
        Assert.Equal((0x88, code), (close?.First, Code(close!)));
        await EndOfLinkAsync(exchange, serverEndsFirst: exchange.Ours.IsByOctets());
        var (told, wasClean) = await ClosedAsync(exchange) is var end ? (end.Code, end.WasClean) : default;
        Assert.Equal((1006, false), (told, wasClean));
        Told(exchange, code is 1008 or 1009 ? WebSocketErrorCode.LimitExceeded : WebSocketErrorCode.ProtocolViolation);
    });

    /// <summary>The peer ends the link without a close frame.</summary>
    public Script Vanishes() => Then(async exchange =>
    {
        await _sending;
        await exchange.Peer.EndAsync();
        Assert.Null(await exchange.Peer.ReadAsync(exchange.Guard));
        var end = await ClosedAsync(exchange);
        Assert.Equal((1006, false), (end.Code, end.WasClean));
        Told(exchange, WebSocketErrorCode.ConnectionFailed);
    });

    public Script Then(Func<Exchange, Task> step)
    {
        _steps.Add(step);
        return this;
    }

    public async Task RunAsync(Ours ours)
    {
        await using var exchange = new Exchange(ours, Terms);
        await exchange.OpenAsync();
        await RunOverAsync(exchange);
    }

    /// <summary>Runs over an exchange that is open.</summary>
    public async Task RunOverAsync(Exchange exchange)
    {
        try
        {
            foreach (var step in _steps) await step(exchange);
            await _sending;
            if (!_mayBreak) Assert.Null(_broken);
        }
        catch (Exception e)
        {
            Assert.Fail($"{e.Message}\nour errors: {string.Join(" | ", exchange.Errors.Select(error => error.Message))}\n{exchange.Record}\n{e.StackTrace}");
        }
    }

    async Task SendAfterAsync(Task before, Exchange exchange, int chop, RawFrame[] frames)
    {
        await before;
        try
        {
            await exchange.Peer.SendAsync(frames, chop, exchange.Guard);
        }
        catch (IOException e)
        {
            _broken = e;   // once our end is done, it takes no more
        }
    }

    // §7.1.1: the server ends the link; a client waits for that.
    async Task EndOfLinkAsync(Exchange exchange, bool serverEndsFirst)
    {
        var peerEndsFirst = !exchange.Ours.IsServer() && serverEndsFirst;
        if (peerEndsFirst) await EndAsync(exchange);
        Assert.Null(await exchange.Peer.ReadAsync(exchange.Guard));
        if (!peerEndsFirst) await EndAsync(exchange);
    }

    async Task EndAsync(Exchange exchange)
    {
        await _sending;
        await exchange.Peer.EndAsync();
    }

    static async Task<CloseResult> ClosedAsync(Exchange exchange)
    {
        var closed = await exchange.ClosedAsync();
        Assert.Equal(closed, Assert.Single(exchange.Closes));
        return closed;
    }

    static void Told(Exchange exchange, WebSocketErrorCode code)
    {
        Assert.Equal(code, Assert.Single(exchange.Errors).Code);
        if (exchange.Ours.IsServer()) Assert.Equal(code, Assert.Single(exchange.ServerErrors).Code);
    }

    static int Code(RawFrame close) => close.Payload.Length < 2 ? 0 : close.Payload[0] << 8 | close.Payload[1];

    static void Same(RawFrame expected, RawFrame? actual)
    {
        if (expected.First == actual?.First && expected.Payload.AsSpan().SequenceEqual(actual.Payload)) return;
        Assert.Fail($"expected {expected}\n but got {actual?.ToString() ?? "the end of the link"}");
    }
}
