using System.ComponentModel;
using System.Reactive.Disposables;
using System.Reactive.Linq;
using ReactiveWs.Messages;
using ReactiveWs.Streams;

namespace ReactiveWs.Typed;

/// <summary>
/// Keyed subscriptions of a client: the first subscriber of a key sends the message that subscribes, the last one the message that unsubscribes.
/// What is subscribed to when a connection opens is sent then, once, in the order in which it was subscribed to, after the subscribers of <c>Opens</c>.
/// </summary>
/// <typeparam name="TKey">The type of the key.</typeparam>
/// <typeparam name="TMessage">The type of the messages.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class KeyedSubscriptions<TKey, TMessage>
    where TKey : notnull
{
    readonly string _name;
    readonly ReactiveWebSocket _socket;
    readonly Func<TKey, ValueTask<SendResult>> _subscribe;
    readonly Func<TKey, ValueTask<SendResult>>? _unsubscribe;
    readonly Lock _lock = new();
    readonly Dictionary<TKey, Live> _live = [];
    bool _completed;

    /// <summary>No subscriptions yet.</summary>
    public KeyedSubscriptions(string name, ReactiveWebSocket socket, Func<TKey, ValueTask<SendResult>> subscribe, Func<TKey, ValueTask<SendResult>>? unsubscribe)
    {
        ArgumentNullException.ThrowIfNull(socket);
        (_name, _socket, _subscribe, _unsubscribe) = (name, socket, subscribe, unsubscribe);
    }

    /// <summary>The messages of one key.</summary>
    public IObservable<TMessage> Of(TKey key) => Observable.Create<TMessage>(observer => Add(key, observer));

    /// <summary>A message has come.</summary>
    public void OnNext(TKey key, TMessage message)
    {
        Recognised.As(MessageName<TMessage>.Value);
        Live? live;
        lock (_lock) _live.TryGetValue(key, out live);
        live?.Messages.OnNext(message);
    }

    /// <summary>The client's streams end.</summary>
    public void OnCompleted()
    {
        Live[] all;
        lock (_lock)
        {
            _completed = true;
            all = [.. _live.Values];
            _live.Clear();
            foreach (Live live in all) _socket.Subscriptions.Remove(live.Subscription);
        }
        foreach (Live live in all) live.Messages.OnCompleted();
    }

    IDisposable Add(TKey key, IObserver<TMessage> observer)
    {
        Live? live;
        bool isFirst;
        lock (_lock)
        {
            if (_completed)
            {
                observer.OnCompleted();
                return Disposable.Empty;
            }
            isFirst = !_live.TryGetValue(key, out live);
            if (isFirst) live = Begin(key);
            live!.Subscribers++;
        }
        IDisposable subscription = live.Messages.Subscribe(observer);
        if (isFirst) _socket.Subscriptions.Start();
        return Disposable.Create(() => Remove(key, live, subscription));
    }

    Live Begin(TKey key)
    {
        var subscription = new LiveSubscription(
            () => _subscribe(key), _unsubscribe is { } unsubscribe ? () => unsubscribe(key) : null, error => ((IStreamOwner)_socket).OnSubscriberFailed(_name, error));
        var live = new Live(new MessageSource<TMessage>(_name, _socket), subscription);
        _live.Add(key, live);
        _socket.Subscriptions.Add(subscription);
        return live;
    }

    void Remove(TKey key, Live live, IDisposable subscription)
    {
        subscription.Dispose();
        lock (_lock)
        {
            if (--live.Subscribers > 0 || !_live.TryGetValue(key, out Live? present) || present != live) return;
            _live.Remove(key);
            _socket.Subscriptions.Remove(live.Subscription);
        }
        _socket.Subscriptions.Start();
    }

    sealed class Live(MessageSource<TMessage> messages, LiveSubscription subscription)
    {
        public MessageSource<TMessage> Messages { get; } = messages;

        public LiveSubscription Subscription { get; } = subscription;

        public int Subscribers { get; set; }
    }
}
