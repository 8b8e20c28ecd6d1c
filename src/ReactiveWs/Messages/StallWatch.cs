namespace ReactiveWs.Messages;

/// <summary>Disconnects a peer that takes no bytes at all for SendTimeout while the high-water mark or more waits for it.</summary>
internal sealed class StallWatch(ConnectionSettings settings, Action<ReactiveWsException> abort)
{
    readonly Lock _lock = new();
    ITimer? _timer;
    SendQueue? _queue;
    long _progress;
    bool _running;
    bool _stopped;

    public void Start(SendQueue queue)
    {
        if (Volatile.Read(ref _running) || settings.SendTimeout <= TimeSpan.Zero) return;
        lock (_lock)
        {
            if (_running || _stopped) return;
            (_running, _queue, _progress) = (true, queue, queue.Progress);
            _timer ??= settings.Time.CreateTimer(static state => ((StallWatch)state!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(settings.SendTimeout, Timeout.InfiniteTimeSpan);
        }
    }

    void OnTimer()
    {
        lock (_lock)
        {
            if (_stopped || _queue is not { } queue) return;
            var progress = queue.Progress;
            if (queue.Pending < settings.HighWaterMark)
            {
                _running = false;
                return;
            }
            if (progress != _progress)
            {
                _progress = progress;
                _timer!.Change(settings.SendTimeout, Timeout.InfiniteTimeSpan);
                return;
            }
        }
        abort(new ReactiveWsException(WebSocketErrorCode.LimitExceeded,
            $"The peer took none of the {_queue.Pending:N0} bytes that wait for it within SendTimeout ({settings.SendTimeout}), so it was disconnected."));
    }

    /// <summary>Ends its timer.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            _timer?.Dispose();
        }
    }
}
