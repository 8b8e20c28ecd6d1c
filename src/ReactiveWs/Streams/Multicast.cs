namespace ReactiveWs.Streams;

/// <summary>
/// The source of every stream: hot, seen by each subscriber from its subscription on. A subscriber that throws is reported and keeps receiving;
/// it harms neither the others nor the caller.
/// </summary>
internal class Multicast<T>(string name, IStreamOwner owner) : IObservable<T>
{
    readonly Lock _lock = new();
    Subscription[] _subscriptions = [];
    bool _completed;

    /// <summary>Whether anybody listens: what nobody would see need not be made.</summary>
    public bool IsObserved => Volatile.Read(ref _subscriptions).Length > 0;

    public IDisposable Subscribe(IObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        SubscribeScope.Reached(owner, name);
        lock (_lock)
        {
            if (!_completed)
            {
                var subscription = new Subscription(this, observer);
                _subscriptions = [.. _subscriptions, subscription];
                OnSubscribed(observer);
                return subscription;
            }
        }
        observer.OnCompleted();
        return System.Reactive.Disposables.Disposable.Empty;
    }

    public virtual void OnNext(T value)
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions)) subscription.OnNext(value);
    }

    /// <summary>The stream ends. Idempotent.</summary>
    public void OnCompleted()
    {
        Subscription[] last;
        lock (_lock)
        {
            if (_completed) return;
            _completed = true;
            (last, _subscriptions) = (_subscriptions, []);
        }
        foreach (var subscription in last) subscription.OnCompleted();
    }

    /// <summary>Called under the lock, with a new subscriber.</summary>
    protected virtual void OnSubscribed(IObserver<T> observer)
    {
    }

    /// <summary>Runs a subscriber's code.</summary>
    protected void Guard(IObserver<T> observer, T value)
    {
        try
        {
            observer.OnNext(value);
        }
        catch (Exception e)
        {
            owner.OnSubscriberFailed(name, e);
        }
    }

    void Remove(Subscription subscription)
    {
        lock (_lock) _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
    }

    sealed class Subscription(Multicast<T> source, IObserver<T> observer) : IDisposable
    {
        volatile bool _disposed;

        public void OnNext(T value)
        {
            if (!_disposed) source.Guard(observer, value);
        }

        public void OnCompleted()
        {
            if (_disposed) return;
            try
            {
                observer.OnCompleted();
            }
            catch (Exception e)
            {
                source.Report(e);
            }
        }

        public void Dispose()
        {
            if (_disposed) return;
            _disposed = true;
            source.Remove(this);
        }
    }

    void Report(Exception exception) => owner.OnSubscriberFailed(name, exception);
}

/// <summary>A stream that begins, for each subscriber, with its current value.</summary>
internal sealed class CurrentValue<T>(string name, IStreamOwner owner, T initial) : Multicast<T>(name, owner)
{
    T _value = initial;

    public override void OnNext(T value)
    {
        _value = value;
        base.OnNext(value);
    }

    protected override void OnSubscribed(IObserver<T> observer) => Guard(observer, _value);
}
