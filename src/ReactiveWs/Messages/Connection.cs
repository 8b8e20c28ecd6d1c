using ReactiveWs.Bytes;
using ReactiveWs.Frames;

namespace ReactiveWs.Messages;

/// <summary>
/// One connection's life, the same for both sides. Introduces the receive loop, the send queue, the keep-alive and the close handshake to each other;
/// what a way of ending means is decided here.
/// </summary>
internal sealed class Connection : ISendEvents
{
    readonly Side _side;
    readonly ByteLink _link;
    readonly ConnectionSettings _settings;
    readonly IConnectionEvents _events;
    readonly EventGate _gate;
    readonly SendQueue _queue;
    readonly CloseHandshake _handshake;
    readonly ReceiveLoop _loop;
    readonly TaskCompletionSource<CloseResult> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    KeepAlive? _keepAlive;
    StallWatch? _stall;          // few connections ever need one
    ReactiveWsException? _cutBy;
    bool _ended;
    bool _closingTold;

    public Connection(Side side, ByteLink link, ConnectionSettings settings, DeflateParameters? deflate, IConnectionEvents events, EventGate? gate = null)
    {
        (_side, _link, _settings, _events, _gate) = (side, link, settings, events, gate ?? new EventGate());
        _queue = new SendQueue(side, link, settings, deflate, this);
        _handshake = new CloseHandshake(_queue, settings, Abort);
        _loop = new ReceiveLoop(this, link, new MessageAssembler(side, settings, deflate), _queue, _gate);
    }

    /// <summary>Completes with the end of the connection, after its events.</summary>
    public Task<CloseResult> Closed => _closed.Task;

    /// <summary>Whether its end is being told, or has been: from then on a client may connect again.</summary>
    public bool HasEnded => Volatile.Read(ref _ended);

    /// <summary>The error that it ended with; null when it ended clean, or has not.</summary>
    public ReactiveWsException? EndError { get; private set; }

    /// <summary>Whether our close frame is on its way, or the end was told.</summary>
    public bool IsClosing => _handshake.WasSent || HasEnded;

    public ConnectionSettings Settings => _settings;
    public SendQueue Queue => _queue;
    public ReceiveLoop Reading => _loop;
    public bool IsReadingPaused => _loop.IsPaused;

    /// <summary>Reads and delivers until the end. Never throws.</summary>
    public async Task RunAsync(ReadOnlyMemory<byte> leftover)
    {
        HandlerScope.Enter();
        _keepAlive = new KeepAlive(this, _settings);
        Telemetry.Opened(Telemetry.RoleOf(_side));
        try
        {
            await _loop.RunAsync(leftover).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _cutBy ??= EndErrors.Lost(e);
        }
        _keepAlive.Stop();
        await EndAsync().ConfigureAwait(false);
    }

    public ValueTask<SendResult> SendAsync<T>(T message, CancellationToken cancellationToken) where T : struct, IOutgoing =>
        _queue.SendAsync(message, cancellationToken);

    public ValueTask<SendResult> SendAsync(in SharedFrame frame, Batch? batch, CancellationToken cancellationToken) =>
        _queue.SendAsync(frame, batch, cancellationToken);

    public async Task<SendResult> SendAsync(Stream stream, bool isText, CancellationToken cancellationToken)
    {
        await _queue.BeginFragmentsAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await MessageSplitter.SendAsync(_queue, stream, isText, cancellationToken).ConfigureAwait(false);
        }
        catch when (_queue.IsMidMessage)
        {
            BeginClose(CloseCode.InternalError, "a message could not be finished");
            throw;
        }
        finally
        {
            _queue.EndFragments();
        }
        return SendResult.Queued;
    }

    public void SendControl(Opcode opcode, ReadOnlySpan<byte> payload) => _queue.SendControl(opcode, payload);

    /// <summary>Sends the close frame behind everything that is queued. False when that was done already.</summary>
    public bool BeginClose(int code, string reason)
    {
        if (!_handshake.Send(code, reason)) return false;
        Post(TellClosing);
        return true;
    }

    /// <summary>Sends the close frame, and waits for the end unless that would wait for the caller itself.</summary>
    public Task CloseAsync(int code, string reason, CancellationToken cancellationToken)
    {
        BeginClose(code, reason);
        return HandlerScope.IsInside ? Task.CompletedTask : Closed.WaitAsync(cancellationToken);
    }

    /// <summary>Cuts the link, with the error that says why.</summary>
    public void Abort(ReactiveWsException reason)
    {
        Interlocked.CompareExchange(ref _cutBy, reason, null);
        _loop.Cut();
        _link.Abort();
    }

    /// <summary>Delivers an event that does not come from the loop, in its turn.</summary>
    public void Post(Action deliver) => _gate.Post(() => Batch.Run(_loop, hold: null, deliver));

    /// <summary>Announces the connection before its first read, which waits for all who ask for that.</summary>
    public Task AnnounceAsync(Action deliver, TimeSpan holdAtMost)
    {
        var hold = new FirstReadHold();
        _gate.Post(() =>
        {
            Batch.Run(_loop, hold, deliver);
            hold.Release();
        });
        return hold.WaitAsync(holdAtMost, _settings.Time);
    }

    public void OnBytes() => _keepAlive!.OnBytes();

    public void OnMessage(bool isText, ReadOnlySpan<byte> payload, bool isLast)
    {
        _keepAlive!.OnMessage();
        Recognised.Deliver(_events, Telemetry.RoleOf(_side), isText, payload, isLast);
    }

    public void OnPong(ReadOnlySpan<byte> payload) => _events.OnPong(Telemetry.Ponged(Telemetry.RoleOf(_side), _keepAlive!.OnPong(payload)));

    public void OnClose(ClosePayload payload)
    {
        _handshake.Receive(payload);
        if (_loop.IsHandled && _handshake.Send(payload.Code, "")) TellClosing();
    }

    /// <summary>What kept the loop from reading also kept it from hearing the peer.</summary>
    public void ReadingResumed() => _keepAlive!.OnBytes();

    // called under the queue's lock, and not after its end
    void ISendEvents.OnSlow() => (_stall ??= new StallWatch(_settings, Abort)).Start(_queue);

    void ISendEvents.OnBroken(Exception error) => _handshake.StartDeadline();

    /// <summary>The policy around the loop: how each way of ending is told to the peer and to the user.</summary>
    async Task EndAsync()
    {
        if (_handshake.Received is not null || _loop.Violation is not null) await _loop.WhenHandledAsync(_settings.CloseTimeout, _settings.Time).ConfigureAwait(false);
        if (_handshake.Received is { } received) BeginClose(received.Code, "");
        if (_loop.Violation is { } violation) BeginClose(violation.CloseCode, violation.Rule);
        var goodbye = _handshake.IsComplete || _loop.Violation is not null;
        if (goodbye) await SayGoodbyeAsync().ConfigureAwait(false);
        Report();
        if (goodbye && _side == Side.Server && _link.CanEndWriting) await LingerAsync().ConfigureAwait(false);
        await ReleaseAsync().ConfigureAwait(false);
    }

    /// <summary>The server ends the link first (§7.1.1); a client waits for that.</summary>
    async Task SayGoodbyeAsync()
    {
        try
        {
            await _queue.WhenDrained().ConfigureAwait(false);
            if (_side == Side.Server || _loop.Violation is not null) await _link.EndWritingAsync().ConfigureAwait(false);
            if (_side == Side.Client) await _loop.DrainAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // close frames went both ways, or the peer broke a rule: how the link ends after that does not matter
        }
    }

    /// <summary>Closing a socket that has unread bytes resets it, and the peer may then never see the close frame.</summary>
    async Task LingerAsync()
    {
        try
        {
            await _loop.DrainAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // it has ended, one way or another
        }
    }

    void Report()
    {
        var result = Result(_queue.End());
        EndError = Error(result);
        Telemetry.Ended(Telemetry.RoleOf(_side), result, EndError?.Code);
        Post(() =>
        {
            Volatile.Write(ref _ended, true);
            if (_handshake.WasSent) TellClosing();
            foreach (var message in _queue.Discarded) _events.OnDropped(Telemetry.Dropped(DropReason.ConnectionEnded, message.GetType().Name), message);
            if (EndError is not null) _events.OnError(EndError);
            _events.OnState(ConnectionState.Closed);
            _events.OnClosed(result);
            _closed.TrySetResult(result);
        });
    }

    // the end may be here before the one who closes has come to tell
    void TellClosing()
    {
        if (_closingTold) return;
        _closingTold = true;
        _events.OnState(ConnectionState.Closing);
    }

    CloseResult Result(int undelivered)
    {
        if (_handshake.Received is { } received) return new CloseResult(received.Code, received.Reason, _handshake.IsComplete, undelivered);
        var reason = _loop.Violation?.Rule ?? _cutBy?.Message ?? "the peer ended the link without a close frame";
        return new CloseResult(CloseCode.Abnormal, reason, false, undelivered);
    }

    ReactiveWsException? Error(CloseResult result) => result.WasClean ? null
        : _loop.Violation is { } violation ? EndErrors.Broken(violation)
        : _cutBy ?? EndErrors.Lost(null);

    async ValueTask ReleaseAsync()
    {
        _handshake.Stop();
        _stall?.Stop();
        try
        {
            await _link.CloseAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // nothing is left to be done with it
        }
        _loop.Release();
    }
}
