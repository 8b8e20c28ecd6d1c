namespace ReactiveWs.Messages;

/// <summary>
/// What goes to many connections: as long as nothing else waits here, it is written straight from the memory that all of them share.
/// It becomes the queue's own only when it has to stay: the link does not take it, or something else is sent after it.
/// </summary>
internal sealed partial class SendQueue
{
    SharedFrame _shared;         // frames in a row; its Place is null when there are none
    int _sharedSent;

    /// <summary>Sends a frame that others get, too.</summary>
    public ValueTask<SendResult> SendAsync(in SharedFrame frame, Batch? batch, CancellationToken cancellationToken)
    {
        if (_encoder.Compresses(frame.Message.Payload.Length) || cancellationToken.IsCancellationRequested)
            return SendAsync(new OutgoingShared(frame.Message), cancellationToken);
        var startPump = false;
        lock (_lock)
        {
            if (_closed is not null) return ValueTask.FromException<SendResult>(NotConnected());
            if (!HasRoomFor(batch)) return Wait(new SendWaiter<OutgoingShared>(new OutgoingShared(frame.Message)), cancellationToken);
            if (_encoder.Refuses(frame.Message.Payload.Length) is { } error) return ValueTask.FromException<SendResult>(error);
            AppendShared(frame, batch);
            startPump = FlushOrCork(batch);
        }
        if (startPump) _ = PumpAsync();
        return new ValueTask<SendResult>(SendResult.Queued);
    }

    void AppendShared(in SharedFrame frame, Batch? batch)
    {
        Telemetry.Sent(Telemetry.RoleOf(side), frame.Message.Type, frame.Message.Payload.Length, _pending);
        if (CanShare(frame, batch, out var frames)) _shared = frames;
        else AppendBytes(frame.Bytes.AsSpan(frame.Start, frame.Size));
        _pending += frame.Size;
        WatchWhenFull();
    }

    // A batch's memory may be kept only until that batch uncorks the queue.
    bool CanShare(in SharedFrame frame, Batch? batch, out SharedFrame frames)
    {
        frames = frame;
        if (_head is not null || _pumping || _broken || (_corkedBy is not null && _corkedBy != batch)) return false;
        return _shared.Place is null || _shared.TryJoin(frame, out frames);
    }

    /// <summary>Makes what is shared the queue's own. Called before anything else is queued, and before the shared memory goes.</summary>
    void KeepShared()
    {
        if (_shared.Place is null) return;
        var (frames, sent) = (_shared, _sharedSent);
        ForgetShared();
        // whole frames, because a block holds nothing else; what is sent already is sent there, too
        AppendBytes(frames.Bytes.AsSpan(frames.Start, frames.Size));
        _head!.Sent(sent);
    }

    /// <summary>Writes what is shared; false when something stays, which is the queue's own then.</summary>
    bool WriteShared()
    {
        while (_shared.Place is not null && _sharedSent < _shared.Size)
        {
            var count = TryWrite(_shared.Bytes.AsSpan(_shared.Start + _sharedSent, _shared.Size - _sharedSent));
            if (count <= 0)
            {
                KeepShared();
                return false;
            }
            _sharedSent += count;
            Took(count);
        }
        ForgetShared();
        return true;
    }

    void ForgetShared() => (_shared, _sharedSent) = (default, 0);

    void AppendBytes(ReadOnlySpan<byte> frames)
    {
        var block = TailWithRoom(frames.Length);
        frames.CopyTo(block.Free);
        block.Append(frames.Length);
    }
}
