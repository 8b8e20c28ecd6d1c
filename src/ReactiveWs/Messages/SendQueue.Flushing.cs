using System.Diagnostics;

namespace ReactiveWs.Messages;

/// <summary>How what is queued reaches the link: at once as far as it takes it, the rest by a pump that waits for it.</summary>
internal sealed partial class SendQueue : IThreadPoolWorkItem
{
    int _drainedAt;

    // a system call costs several microseconds: who sends faster than this is better served by one call for many frames
    const int HotSendsPerSecond = 20_000;

    long _sentAt = long.MinValue / 2;
    bool _flushScheduled;

    /// <summary>Flushes what a fast sender has queued meanwhile.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        var startPump = false;
        lock (_lock)
        {
            _flushScheduled = false;
            startPump = Flush();
        }
        if (startPump) _ = PumpAsync();
    }

    /// <summary>Called under the lock. True when the caller has to start the pump, outside the lock.</summary>
    bool FlushOrCork(Batch? batch)
    {
        if (_pending >= CorkLimit) return Flush();
        if (batch is null) return !IsDeferred() && Flush();
        if (_corkedBy is not null) return false;
        _corkedBy = batch;
        batch.Cork(this);
        return false;
    }

    /// <summary>
    /// A send outside a delivery leaves at once, unless it follows the one before so closely that a stream of them is under way: those leave together,
    /// at the cork's limit or as soon as the thread pool comes to it.
    /// </summary>
    bool IsDeferred()
    {
        if (_flushScheduled) return true;
        var now = settings.Time.GetTimestamp();
        var isHot = now - _sentAt < settings.Time.TimestampFrequency / HotSendsPerSecond;
        _sentAt = now;
        if (isHot) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return _flushScheduled = isHot;
    }

    bool Flush()
    {
        if (_broken) KeepShared();
        if (_pumping || _broken) return false;
        if (!WriteShared()) return _pumping = !_broken;
        do
        {
            while (_head is { } block)
            {
                if (!WriteNow(block)) return _pumping = !_broken;
                Recycle(block);
            }
        }
        while (AdmitWaiters(Limit));
        SignalDrained();
        return false;
    }

    bool WriteNow(SendBlock block)
    {
        while (block.Pending > 0)
        {
            var count = TryWrite(block.PendingSpan);
            if (count <= 0) return false;
            Sent(block, count);
        }
        return true;
    }

    int TryWrite(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return link.TryWrite(bytes);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or System.Net.Sockets.SocketException)
        {
            Break(e);
            return 0;
        }
    }

    void Sent(SendBlock block, int count)
    {
        block.Sent(count);
        Took(count);
    }

    void Took(int count)
    {
        _pending -= count;
        _taken += count;
    }

    async Task PumpAsync()
    {
        try
        {
            while (NextToPump() is { } block)
            {
                await link.WriteAsync(block.PendingMemory[.._given]).ConfigureAwait(false);
                Pumped(block);
            }
        }
        catch (Exception e)
        {
            lock (_lock)
            {
                _pumping = false;
                Break(e);
            }
        }
    }

    SendBlock? NextToPump()
    {
        lock (_lock)
        {
            do
            {
                while (_head is { Pending: 0 } empty) Recycle(empty);
            }
            while (_head is null && AdmitWaiters(Limit));
            if (_head is null || _broken)
            {
                _pumping = false;
                SignalDrained();
                return null;
            }
            WatchWhenFull();
            _given = Math.Min(_head.Pending, link.LargestWrite);
            return _head;
        }
    }

    void Pumped(SendBlock block)
    {
        lock (_lock)
        {
            Sent(block, _given);
            _given = 0;
            if (!_broken) WriteNow(block);
            if (_drained is not null && _pending <= _drainedAt) SignalDrained();
            AdmitWaiters(Limit);
        }
    }

    // also when it fills up behind a write that does not come back
    void WatchWhenFull()
    {
        if (_pumping && _pending >= settings.HighWaterMark) events.OnSlow();
    }

    Task WhenAtMost(int pending)
    {
        lock (_lock)
        {
            if (_pending <= pending || _broken) return Task.CompletedTask;
            _drainedAt = _drained is null ? pending : Math.Min(_drainedAt, pending);
            _drained ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task;
        }
    }

    void SignalDrained()
    {
        _drained?.TrySetResult();
        _drained = null;
    }

    /// <summary>The link takes no more. What the peer sent before may still be read: the receive loop finds out the rest.</summary>
    void Break(Exception error)
    {
        if (_broken) return;
        _broken = true;
        SignalDrained();
        events.OnBroken(error);
    }

    void Recycle(SendBlock block)
    {
        Debug.Assert(block.Pending == 0, "only what is sent may be recycled");
        _head = block.Next;
        if (_head is null) _tail = null;
        block.Return();
        _spare ??= block;
    }

    void ReturnBlocks()
    {
        while (_head is { } block)
        {
            _head = block.Next;
            block.Return();
        }
        _tail = null;
    }
}
