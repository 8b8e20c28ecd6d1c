using ReactiveWs.Messages;

namespace ReactiveWs.Streams;

/// <summary>
/// A bounded queue between a stream and somebody slower. Full, it stops the receive loops that fill it; where there is no loop to stop,
/// its policy decides. Events with a policy of their own wait in <see cref="Lanes"/>.
/// </summary>
internal sealed partial class Inbox<T>(int capacity, WhenFull whenFull) : IObserver<T>
{
    readonly Lock _lock = new();
    readonly Queue<(long Number, Item Item)> _items = new();
    readonly List<ReceiveLoop> _paused = [];
    long _last;
    bool _ended;
    Exception? _error;

    /// <summary>How far its handlers are; null where events are not handled but taken.</summary>
    public HandlerProgress? Progress { get; init; }

    /// <summary>Where events with a policy of their own wait; null when there are none.</summary>
    public Lanes<T>? Lanes { get; init; }

    /// <summary>Called when there is something to take, or the end.</summary>
    public Action Arrived { get; set; } = static () => { };

    public bool HasItems
    {
        get
        {
            lock (_lock) return !IsEmpty;
        }
    }

    /// <summary>Whether nothing will arrive any more.</summary>
    public bool IsEnded
    {
        get
        {
            lock (_lock) return _ended && IsEmpty;
        }
    }

    int Count => _items.Count + (Lanes?.Count ?? 0);

    bool IsEmpty => _items.Count == 0 && Lanes?.Next() is null;

    public void OnNext(T value)
    {
        var batch = Batch.Current;
        Loss loss;
        lock (_lock)
        {
            if (_ended) return;
            if (Telemetry.WantsInboxSize) Telemetry.Entered(EventType.Of(value), Count);
            var item = new Item(value, batch?.Hold);
            loss = Lanes?.Of(value) is { } lane ? Enter(lane, item) : Enter(item, batch?.Loop);
            if (Progress is not null) batch?.Loop?.GaveTo(Progress);
        }
        if (loss.Item is { } lost) Report(loss.Reason, lost);
        if (loss.Congestion is { } congestion) Disconnect(value, congestion);
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
            if (!TryDequeue(out item)) return false;
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
            while (TryDequeue(out var item)) item.Hold?.Release();
            ResumeAll();
        }
        Progress?.Close();
    }

    bool TryDequeue(out Item item)
    {
        var lane = Lanes?.Next();
        var fromLane = lane is not null && !(_items.TryPeek(out var first) && first.Number < lane.Oldest);
        if (fromLane)
        {
            item = lane!.Take();
            return true;
        }
        var any = _items.TryDequeue(out var next);
        item = next.Item;
        return any;
    }

    Loss Enter(Item item, ReceiveLoop? loop)
    {
        var canWait = whenFull == WhenFull.Wait && loop is not null;
        if (_items.Count >= capacity && !canWait) return Overflow(item);
        Enqueue(item);
        if (_items.Count >= capacity && canWait) Pause(loop!);
        return default;
    }

    Loss Overflow(Item item)
    {
        if (whenFull == WhenFull.DropNewest) return new(item, DropReason.QueueFull);
        if (whenFull != WhenFull.DropOldest) return new(Congestion: Congestion(capacity));
        var oldest = _items.Dequeue().Item;
        Forget(oldest);
        Enqueue(item);
        return new(oldest, DropReason.QueueFull);
    }

    Loss Enter(Lane<T> lane, Item item)
    {
        var offered = lane.Offer(item, ++_last, out var discarded);
        if (offered == Offered.Refused) return new(item, DropReason.QueueFull, lane.Overflow == ReactiveWs.Overflow.Disconnect ? Congestion(lane, item) : null);
        Note(item);
        if (offered == Offered.Taken) return default;
        Forget(discarded);
        return new(discarded, offered == Offered.TakenForSameKey ? DropReason.Conflated : DropReason.QueueFull);
    }

    void Enqueue(Item item)
    {
        _items.Enqueue((++_last, item));
        Note(item);
    }

    void Note(Item item)
    {
        item.Hold?.Add();
        Progress?.Give();
    }

    void Forget(Item item)
    {
        item.Hold?.Release();
        Progress?.Finish();
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

    internal readonly record struct Item(T Value, FirstReadHold? Hold);

    /// <summary>What the overflow of the inbox has cost.</summary>
    readonly record struct Loss(Item? Item = null, DropReason Reason = default, ReactiveWsException? Congestion = null);
}
