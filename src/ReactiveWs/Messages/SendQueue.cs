using System.Diagnostics;
using ReactiveWs.Bytes;
using ReactiveWs.Frames;

namespace ReactiveWs.Messages;

/// <summary>
/// The one ordered writer of a connection: text, binary, control and close frames leave in the order of the calls. Bounded: above the high-water mark
/// sends wait; only what is sent while events are delivered may go up to <see cref="ReplyReserve"/> beyond, because waiting there would stop the
/// reading that lets the peer's own writing, and so ours, go on.
/// </summary>
internal sealed partial class SendQueue(Side side, ByteLink link, ConnectionSettings settings, DeflateParameters? deflate, ISendEvents events)
{
    /// <summary>How far beyond the high-water mark replies may go before the connection stops reading.</summary>
    public const int ReplyReserve = 16 * 1024 * 1024;

    const int CorkLimit = 64 * 1024;

    readonly Lock _lock = new();
    readonly FrameEncoder _encoder = new(side, settings, deflate);
    SendBlock? _head;
    SendBlock? _tail;
    SendBlock? _spare;
    TaskCompletionSource? _drained;
    string? _closed;             // why nothing more can be sent
    Batch? _corkedBy;
    bool _pumping;
    bool _broken;
    bool _streaming;
    bool _reserveOpen;
    bool _isLent;                // the tail, to the code that writes a message into it
    int _pending;
    long _taken;
    int _given;                  // to a write that has not come back: what of it arrived is not known
    int _waitingReplies;

    /// <summary>Bytes that the link has not taken yet.</summary>
    public int Pending => Volatile.Read(ref _pending);

    /// <summary>Grows while the link takes bytes, or its peer does.</summary>
    public long Progress => Volatile.Read(ref _taken) + link.Acknowledgement.Bytes;

    /// <summary>Whether the peer has not taken all yet, as far as can be known.</summary>
    public bool IsUnderWay => Pending > 0 || !link.Acknowledgement.IsComplete;

    /// <summary>Whether replies have used up their reserve, so that reading has to stop.</summary>
    public bool IsOverReserve => Pending > (long)settings.HighWaterMark + ReplyReserve;

    public ValueTask<SendResult> SendAsync<T>(T message, CancellationToken cancellationToken) where T : struct, IOutgoing
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<SendResult>(cancellationToken);
        var (startPump, batch) = (false, Batch.Own);
        lock (_lock)
        {
            if (_closed is not null) return ValueTask.FromException<SendResult>(NotConnected());
            if (!HasRoomFor(batch)) return Wait(new SendWaiter<T>(message), cancellationToken);
            try
            {
                Append(message, isReply: batch is not null);
            }
            catch (Exception e)
            {
                return ValueTask.FromException<SendResult>(e);
            }
            startPump = FlushOrCork(batch);
        }
        if (startPump) _ = PumpAsync();
        return new ValueTask<SendResult>(SendResult.Queued);
    }

    /// <summary>Sends a control frame; it passes all that waits for room.</summary>
    public void SendControl(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        var startPump = false;
        lock (_lock)
        {
            if (_closed is not null) return;
            AppendControl(opcode, payload);
            startPump = FlushOrCork(Batch.Own);
        }
        if (startPump) _ = PumpAsync();
    }

    /// <summary>
    /// Queues the close frame behind everything, what waits for room included, and refuses whatever comes later; and what waits for the end of
    /// a message in fragments.
    /// </summary>
    public void SendClose(ReadOnlySpan<byte> payload)
    {
        var startPump = false;
        lock (_lock)
        {
            if (_closed is not null) return;
            AdmitWaiters(int.MaxValue);
            AppendControl(Opcode.Close, payload);
            _closed = "The connection is closing: nothing can be sent after the close frame. Connect again, or send before CloseAsync.";
            RefuseWaiters();
            startPump = FlushOrCork(Batch.Own);
        }
        if (startPump) _ = PumpAsync();
    }

    /// <summary>Ends a <see cref="Batch"/>'s cork.</summary>
    public void Uncork()
    {
        var startPump = false;
        lock (_lock)
        {
            _corkedBy = null;
            startPump = Flush();
        }
        if (startPump) _ = PumpAsync();
    }

    /// <summary>Lets sends that wait for room use the replies' reserve, as long as the connection does not read because its handlers are behind.</summary>
    public void OpenReserve(bool open)
    {
        var startPump = false;
        lock (_lock)
        {
            _reserveOpen = open;
            if (open && AdmitWaiters(Limit)) startPump = FlushOrCork(Batch.Own);
        }
        if (startPump) _ = PumpAsync();
    }

    /// <summary>Completes when the link has taken everything, or is broken.</summary>
    public Task WhenDrained() => WhenAtMost(0);

    /// <summary>Completes when replies are below the high-water mark again, or the link is broken.</summary>
    public Task WhenBelowHighWater() => WhenAtMost(settings.HighWaterMark);

    /// <summary>Refuses all further sends and those that wait, and counts the messages that the link has not taken whole.</summary>
    public int End()
    {
        lock (_lock)
        {
            _closed = "The connection has ended: nothing can be sent any more. Connect again; Closed tells how it ended.";
            _broken = true;
            RefuseWaiters();
            KeepShared();
            var undelivered = 0;
            for (var block = _head; block is not null; block = block.Next) undelivered += block.CountMessages(block == _head ? _given : 0);
            if (!_pumping) ReturnBlocks();   // otherwise a write may still read from them: the collector takes them
            _encoder.Release();
            _drained?.TrySetResult();
            return undelivered;
        }
    }

    /// <summary>Called under the lock.</summary>
    internal void Append<T>(T message, bool isReply = false) where T : struct, IOutgoing
    {
        var size = message.MaxSize;
        if (size < 0 && _encoder.NeverCompresses) AppendUnsized(message);
        else if (size < 0 || _encoder.Compresses(size)) AppendEncoded(message);
        else AppendSized(message, size, isReply);
    }

    void AppendSized<T>(T message, int size, bool isReply) where T : struct, IOutgoing
    {
        var block = TailWithRoom(_encoder.MaxFrameSize(size), isReply && size > SendBlock.Size / 4 ? SendBlock.ReplySize : SendBlock.Size);
        var whole = _encoder.WriteWhole(block.Free, message, out var written);
        Telemetry.Sent(Telemetry.RoleOf(side), message.Type, written, _pending);
        Appended(block, whole);
    }

    void AppendUnsized<T>(T message) where T : struct, IOutgoing
    {
        var block = TailWithRoom(FrameEncoder.UnsizedRoom);
        _isLent = true;
        ReadOnlySpan<byte> payload;
        int whole;
        try
        {
            whole = _encoder.WriteUnsized(block.FreeSegment, message, out payload);
        }
        finally
        {
            _isLent = false;
        }
        Telemetry.Sent(Telemetry.RoleOf(side), message.Type, payload.Length, _pending);
        if (whole > 0) Appended(block, whole);
        else AppendFrame(payload, message.IsText ? Opcode.Text : Opcode.Binary, fin: true, compressed: false);
    }

    void AppendEncoded<T>(T message) where T : struct, IOutgoing
    {
        var payload = _encoder.Encode(message, out var compressed, out var count);
        Telemetry.Sent(Telemetry.RoleOf(side), message.Type, count, _pending);
        AppendFrame(payload, message.IsText ? Opcode.Text : Opcode.Binary, fin: true, compressed);
    }

    void AppendControl(Opcode opcode, ReadOnlySpan<byte> payload) => AppendFrame(payload, opcode, fin: true, compressed: false);

    void AppendFrame(ReadOnlySpan<byte> payload, Opcode opcode, bool fin, bool compressed)
    {
        var block = TailWithRoom(_encoder.MaxFrameSize(payload.Length));
        Appended(block, _encoder.WriteFrame(block.Free, opcode, fin, compressed, payload));
    }

    void Appended(SendBlock block, int count)
    {
        block.Append(count);
        _pending += count;
        WatchWhenFull();
    }

    SendBlock TailWithRoom(int size, int blockSize = SendBlock.Size)
    {
        if (_isLent) throw new InvalidOperationException("A message is being written on this connection: send the next one after that, not from the code that writes it.");
        KeepShared();
        if (_tail is { } tail && tail.Room >= size) return tail;
        var block = _spare ?? new SendBlock();
        _spare = null;
        block.Rent(Math.Max(blockSize, size));
        if (_tail is null) _head = block;
        else _tail.Next = block;
        return _tail = block;
    }

    // A reply passes those who wait for the high-water mark, but no other reply.
    bool HasRoomFor(Batch? batch) => !_streaming && (batch is null
        ? _pending < Limit && _waiters is null or { Count: 0 }
        : _pending < (long)settings.HighWaterMark + ReplyReserve && _waitingReplies == 0);

    int Limit => settings.HighWaterMark + (_reserveOpen ? ReplyReserve : 0);

    // a new one for each call: a shared one would collect everybody's stack traces
    ReactiveWsException NotConnected() => new(WebSocketErrorCode.NotConnected, _closed!);
}
