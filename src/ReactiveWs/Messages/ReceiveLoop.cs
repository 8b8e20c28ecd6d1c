using ReactiveWs.Bytes;
using ReactiveWs.Frames;

namespace ReactiveWs.Messages;

/// <summary>
/// Reads, and delivers everything that one read brought as one batch. Stops reading while somebody who must not be overrun asks for it.
/// </summary>
internal sealed class ReceiveLoop(Connection connection, ByteLink link, MessageAssembler assembler, SendQueue queue, EventGate gate) : IMessageSink
{
    readonly ReceiveBuffer _buffer = new(link);
    int _pauses;
    bool _waiting;
    bool _cut;
    bool _closeReceived;
    bool _interrupted;
    List<HandlerProgress>? _handlers;
    AwaitedReplies? _replies;    // those of requests: most connections make none
    TaskCompletionSource? _resumed;

    /// <summary>Whether it has stopped reading because somebody on this side is behind.</summary>
    public bool IsPaused => Volatile.Read(ref _waiting) || Volatile.Read(ref _pauses) > 0;

    bool MustStop => Volatile.Read(ref _pauses) > 0 && Volatile.Read(ref _replies) is not { MayReadOn: true };

    /// <summary>The rule that the peer broke, once the loop has ended for that.</summary>
    public Violation? Violation => assembler.Violation;

    /// <summary>Runs until the peer's close frame, its end of the link or a broken rule. A link that fails throws.</summary>
    public async Task RunAsync(ReadOnlyMemory<byte> leftover)
    {
        _buffer.Take(leftover.Span);
        while (true)
        {
            if (!gate.TryEnter()) await gate.EnterAsync().ConfigureAwait(false);
            Deliver();
            if (_closeReceived || _cut || assembler.Violation is not null) return;
            if (MustStop) await WhilePausedAsync().ConfigureAwait(false);
            if (_interrupted) continue;         // there may be more to deliver, even if the pause is over already
            if (queue.IsOverReserve) await WhileOverReserveAsync().ConfigureAwait(false);
            var count = await link.ReadAsync(_buffer.Room(assembler.WantedSize)).ConfigureAwait(false);
            // the wait was with an empty buffer: now there are bytes, or the end
            if (_buffer.IsNone) count = await link.ReadAsync(_buffer.Large()).ConfigureAwait(false);
            if (count == 0) return;
            _buffer.Took(count);
            connection.OnBytes();
        }
    }

    /// <summary>Reads and forgets what still comes, until the peer ends the link.</summary>
    public async Task DrainAsync()
    {
        while (!_cut && await link.ReadAsync(_buffer.Large()).ConfigureAwait(false) > 0)
        {
        }
    }

    /// <summary>Notes that an event was left to handlers. Called during its delivery.</summary>
    public void GaveTo(HandlerProgress handlers)
    {
        if (_handlers is [.., var last] && ReferenceEquals(last, handlers)) return;
        _handlers ??= [];
        _handlers.RemoveAll(other => other.IsClosed || ReferenceEquals(other, handlers));
        _handlers.Add(handlers);
    }

    /// <summary>Whether handlers are through with what they were given, or wait for something themselves.</summary>
    public bool IsHandled => _handlers is null || _handlers.TrueForAll(handlers => handlers.WhenDone().IsCompleted);

    /// <summary>Waits until it is handled; a handler that blocks its thread is not waited for longer than that.</summary>
    public async Task WhenHandledAsync(TimeSpan atMost, TimeProvider time)
    {
        if (IsHandled) return;
        try
        {
            await Task.WhenAll(_handlers!.Select(handlers => handlers.WhenDone())).WaitAsync(atMost, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // the peer has waited long enough
        }
    }

    /// <summary>Asks the loop to stop after the event it delivers now. Called during that delivery; undone by <see cref="Resume"/>.</summary>
    public void Pause() => Interlocked.Increment(ref _pauses);

    public void Resume()
    {
        if (Interlocked.Decrement(ref _pauses) == 0) Wake();
    }

    /// <summary>Somebody waits for a reply, which may be behind what a full inbox holds up.</summary>
    /// <param name="congested">Ends the wait when too much came before the reply.</param>
    public void AwaitReply(Action congested)
    {
        LazyInitializer.EnsureInitialized(ref _replies, () => new AwaitedReplies(connection.Settings.MaxMessageSize)).Add(congested);
        Wake();
    }

    /// <summary>Undoes <see cref="AwaitReply"/>.</summary>
    public void ForgetReply(Action congested) => _replies?.Remove(congested);

    void Wake() => Volatile.Read(ref _resumed)?.TrySetResult();

    /// <summary>The link was cut: nothing more is delivered.</summary>
    public void Cut()
    {
        Volatile.Write(ref _cut, true);
        Wake();
    }

    /// <summary>Returns what is rented.</summary>
    public void Release()
    {
        assembler.Release();
        _buffer.Release();
    }

    void Deliver()
    {
        var batch = Batch.Enter(this);
        _interrupted = false;
        try
        {
            _buffer.Consume(assembler.Consume(_buffer.Unread, _buffer.Capacity, this));
        }
        finally
        {
            gate.Exit();
            batch.Exit();
        }
    }

    bool IMessageSink.OnMessage(bool isText, ReadOnlySpan<byte> payload, bool isLast)
    {
        connection.OnMessage(isText, payload, isLast);
        gate.RunLeft();
        _replies?.OnMessage(payload.Length, Volatile.Read(ref _pauses) > 0);
        _interrupted = MustStop || Volatile.Read(ref _cut);
        return !_interrupted;
    }

    void IMessageSink.OnPing(ReadOnlySpan<byte> payload) => queue.SendControl(Opcode.Pong, payload);

    void IMessageSink.OnPong(ReadOnlySpan<byte> payload) => connection.OnPong(payload);

    void IMessageSink.OnClose(ClosePayload payload)
    {
        _closeReceived = true;
        connection.OnClose(payload);
    }

    async ValueTask WhilePausedAsync()
    {
        Volatile.Write(ref _waiting, true);
        queue.OpenReserve(true);
        while (MustStop && !Volatile.Read(ref _cut))
        {
            _replies?.FailWhenSpent();
            var resumed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _resumed, resumed);
            Interlocked.MemoryBarrier();
            if (MustStop && !Volatile.Read(ref _cut)) await resumed.Task.ConfigureAwait(false);
        }
        queue.OpenReserve(false);
        connection.ReadingResumed();
        Volatile.Write(ref _waiting, false);
    }

    async ValueTask WhileOverReserveAsync()
    {
        Volatile.Write(ref _waiting, true);
        await queue.WhenBelowHighWater().ConfigureAwait(false);
        connection.ReadingResumed();
        Volatile.Write(ref _waiting, false);
    }
}
