using System.Buffers;
using ReactiveWs.Bytes;
using ReactiveWs.Frames;

namespace ReactiveWs.Messages;

/// <summary>
/// Reads, and delivers everything that one read brought as one batch. Holds a small buffer while it waits and rents a large one while bytes are there.
/// Stops reading while somebody who must not be overrun asks for it.
/// </summary>
internal sealed class ReceiveLoop(Connection connection, ByteLink link, MessageAssembler assembler, SendQueue queue, EventGate gate) : IMessageSink
{
    const int BufferSize = 64 * 1024;
    const int WarmCount = 512;

    /// <summary>How many loops of this process may wait with a large buffer: those whose peers send so much that a small one is always full.</summary>
    const int MostWarm = 64;

    static int s_warm;

    readonly byte[] _idle = link.IdleBufferSize > 0 ? new byte[link.IdleBufferSize] : [];
    byte[] _buffer = [];
    int _start;
    int _end;
    int _pauses;
    bool _waiting;
    bool _cut;
    bool _closeReceived;
    bool _interrupted;
    bool _isWarm;
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
        Take(leftover.Span);
        while (true)
        {
            if (!gate.TryEnter()) await gate.EnterAsync().ConfigureAwait(false);
            Deliver();
            if (_closeReceived || _cut || assembler.Violation is not null) return;
            if (MustStop) await WhilePausedAsync().ConfigureAwait(false);
            if (_interrupted) continue;         // there may be more to deliver, even if the pause is over already
            if (queue.IsOverReserve) await WhileOverReserveAsync().ConfigureAwait(false);
            var count = await link.ReadAsync(Room()).ConfigureAwait(false);
            if (_buffer.Length == 0)
            {
                // the wait was with an empty buffer: now there are bytes, or the end
                Enlarge(BufferSize);
                count = await link.ReadAsync(_buffer).ConfigureAwait(false);
            }
            if (count == 0) return;
            Took(count);
        }
    }

    /// <summary>Reads and forgets what still comes, until the peer ends the link.</summary>
    public async Task DrainAsync()
    {
        if (_buffer.Length == 0) Enlarge(BufferSize);
        while (!_cut && await link.ReadAsync(_buffer).ConfigureAwait(false) > 0)
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
        SetWarm(false);
        Return();
    }

    void Deliver()
    {
        var batch = Batch.Enter(this);
        _interrupted = false;
        try
        {
            var consumed = assembler.Consume(_buffer.AsSpan(_start, _end - _start), Math.Max(_buffer.Length, BufferSize), this);
            Poison(consumed);
            _start += consumed;
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

    void Take(ReadOnlySpan<byte> leftover)
    {
        if (leftover.IsEmpty) return;
        Enlarge(Math.Max(BufferSize, leftover.Length));
        leftover.CopyTo(_buffer);
        _end = leftover.Length;
    }

    /// <summary>Where the next read goes to.</summary>
    Memory<byte> Room()
    {
        if (_start == _end && !_isWarm && !ReferenceEquals(_buffer, _idle)) Return();
        if (_start == _end && _buffer.Length == 0) _buffer = _idle;
        if (_start == _end) _start = _end = 0;
        else if (_end == _buffer.Length || assembler.WantedSize > _buffer.Length - _start) MoveToFront();
        return _buffer.AsMemory(_end);
    }

    void MoveToFront()
    {
        if (_start == 0 || assembler.WantedSize > _buffer.Length || ReferenceEquals(_buffer, _idle))
        {
            Enlarge(Math.Max(BufferSize, assembler.WantedSize));
            return;
        }
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
    }

    void Took(int count)
    {
        _end += count;
        connection.OnBytes();
        if (_end == _buffer.Length && ReferenceEquals(_buffer, _idle))
        {
            Enlarge(BufferSize);
            var more = link.TryRead(_buffer.AsSpan(_end));
            if (more > 0) (_end, count) = (_end + more, count + more);   // the end shows again at the next read
        }
        SetWarm(count > WarmCount && _buffer.Length == BufferSize);
    }

    /// <summary>A busy loop keeps its buffer, which saves it a read of each batch. It gives it back with the next few bytes: the pong of a heartbeat is enough.</summary>
    void SetWarm(bool warm)
    {
        if (warm == _isWarm) return;
        _isWarm = warm && Interlocked.Increment(ref s_warm) <= MostWarm;
        if (!_isWarm) Interlocked.Decrement(ref s_warm);
    }

    void Enlarge(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(_start, _end - _start).CopyTo(larger);
        var count = _end - _start;
        Return();
        (_buffer, _start, _end) = (larger, 0, count);
    }

    void Return()
    {
        if (_buffer.Length > 0 && !ReferenceEquals(_buffer, _idle)) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
    }

    /// <summary>In a debug build, whoever kept a reference to the receive buffer reads rubbish.</summary>
    [System.Diagnostics.Conditional("DEBUG")]
    void Poison(int consumed) => _buffer.AsSpan(_start, consumed).Fill(0xDD);
}
