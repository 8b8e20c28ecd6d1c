using ReactiveWs.Messages;

namespace ReactiveWs.Streams;

/// <summary>
/// A bounded queue between a stream and somebody slower. Full, it stops the receive loops that fill it; where there is no loop to stop,
/// its policy decides.
/// </summary>
internal sealed class Inbox<T>(int capacity, WhenFull whenFull) : IObserver<T>
{
    readonly Lock _lock = new();
    readonly Queue<Item> _items = new();
    readonly List<ReceiveLoop> _paused = [];
    IReadOnlyCollection<IStreamOwner> _owners = [];
    IReadOnlyCollection<string> _streams = [];
    bool _ended;
    Exception? _error;

    /// <summary>How far its handlers are; null where events are not handled but taken.</summary>
    public HandlerProgress? Progress { get; init; }

    /// <summary>Called when there is something to take, or the end.</summary>
    public Action Arrived { get; set; } = static () => { };

    public bool HasItems
    {
        get
        {
            lock (_lock) return _items.Count > 0;
        }
    }

    /// <summary>Whether nothing will arrive any more.</summary>
    public bool IsEnded
    {
        get
        {
            lock (_lock) return _ended && _items.Count == 0;
        }
    }

    /// <summary>Whether errors arrive here.</summary>
    public bool IsOfErrors => StandsOn(ErrorStream.Name);

    /// <summary>Subscribes, and notes which of our streams lie below.</summary>
    public IDisposable SubscribeTo(IObservable<T> source)
    {
        using var scope = new SubscribeScope();
        (_owners, _streams) = (scope.Owners, scope.Streams);
        return source.Subscribe(this);
    }

    public void OnNext(T value)
    {
        var batch = Batch.Current;
        var item = new Item(value, batch?.Hold);
        Item? dropped = null;
        var congested = false;
        lock (_lock)
        {
            if (_ended) return;
            var canWait = whenFull == WhenFull.Wait && batch?.Loop is not null;
            if (_items.Count >= capacity && !canWait) (dropped, congested) = Overflow(item);
            else Enqueue(item);
            if (_items.Count >= capacity && canWait) Pause(batch!.Loop!);
            if (Progress is not null) batch?.Loop?.GaveTo(Progress);
        }
        if (dropped is { } lost) Drop(lost);
        if (congested) Disconnect(value);
        Arrived();
    }

    public void OnError(Exception error)
    {
        _error = error;
        OnCompleted();
    }

    /// <summary>What ended the stream, once; null for an ordinary end.</summary>
    public Exception? TryTakeError() => IsEnded ? Interlocked.Exchange(ref _error, null) : null;

    public void OnCompleted()
    {
        lock (_lock) _ended = true;
        Arrived();
    }

    public bool TryTake(out Item item)
    {
        lock (_lock)
        {
            if (!_items.TryDequeue(out item)) return false;
            if (_items.Count <= capacity / 2) ResumeAll();
            return true;
        }
    }

    /// <summary>Nobody takes any more: what is queued is forgotten, and nothing is held up.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _ended = true;
            while (_items.TryDequeue(out var item)) item.Hold?.Release();
            ResumeAll();
        }
        Progress?.Close();
    }

    public void ReportFailure(Exception exception)
    {
        var stream = IsOfErrors ? ErrorStream.Name : string.Join(" and ", _streams);
        foreach (var owner in _owners) owner.OnSubscriberFailed(stream, exception);
        // a stream that is none of ours: the runtime's own channel for failures nobody awaits
        if (_owners.Count == 0) _ = Task.FromException(exception);
    }

    (Item? Dropped, bool Congested) Overflow(Item item)
    {
        switch (whenFull)
        {
            case WhenFull.DropNewest:
                return (item, false);
            case WhenFull.DropOldest:
                var oldest = _items.Dequeue();
                oldest.Hold?.Release();
                Progress?.Finish();
                Enqueue(item);
                return (oldest, false);
            default:
                return (item, true);
        }
    }

    void Enqueue(Item item)
    {
        item.Hold?.Add();
        _items.Enqueue(item);
        Progress?.Give();
    }

    void Pause(ReceiveLoop loop)
    {
        loop.Pause();
        _paused.Add(loop);
    }

    void ResumeAll()
    {
        foreach (var loop in _paused) loop.Resume();
        _paused.Clear();
    }

    void Drop(Item item)
    {
        Telemetry.Dropped(DropReason.QueueFull, EventType.Of(item.Value));
        if (StandsOn("Drops")) return;     // it would only be dropped in turn
        foreach (var owner in _owners) owner.OnDropped(DropReason.QueueFull, item.Value);
    }

    void Disconnect(T value)
    {
        if (IsOfErrors)
        {
            // one more error would find no room either
            foreach (var owner in _owners) owner.OnDropped(DropReason.QueueFull, value);
            return;
        }
        var congestion = new ReactiveWsException(WebSocketErrorCode.Congested,
            $"The inbox of a SubscribeAwait is full ({capacity} events) and cannot make the connection wait, because an operator before it moved the events"
            + " off the receive loop: subscribe without that operator, enlarge the capacity, or choose WhenFull.DropOldest or DropNewest.");
        foreach (var owner in _owners) owner.Disconnect(value, congestion);
        if (_owners.Count == 0) _ = Task.FromException(congestion);
    }

    bool StandsOn(string stream) => _streams.Contains(stream);

    internal readonly record struct Item(T Value, FirstReadHold? Hold);
}
