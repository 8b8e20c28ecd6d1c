using System.ComponentModel;
using System.Reactive.Disposables;
using System.Reactive.Linq;
using ReactiveWs.Streams;

namespace ReactiveWs.Typed;

/// <summary>
/// Keyed subscriptions of a client: the first subscriber of a key sends the message that subscribes, the last one the message that unsubscribes.
/// What is subscribed to when a connection opens is sent then, in the order in which it was subscribed to.
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
    readonly List<TKey> _order = [];
    bool _completed;

    /// <summary>No subscriptions yet.</summary>
    public KeyedSubscriptions(string name, ReactiveWebSocket socket, Func<TKey, ValueTask<SendResult>> subscribe, Func<TKey, ValueTask<SendResult>>? unsubscribe)
    {
        ArgumentNullException.ThrowIfNull(socket);
        (_name, _socket, _subscribe, _unsubscribe) = (name, socket, subscribe, unsubscribe);
        socket.Opens.Subscribe(_ => SubscribeAll());
    }

    /// <summary>The messages of one key.</summary>
    public IObservable<TMessage> Of(TKey key) => Observable.Create<TMessage>(observer => Add(key, observer));

    /// <summary>A message has come.</summary>
    public void OnNext(TKey key, TMessage message)
    {
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
            _order.Clear();
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
            if (isFirst) Begin(key, live = new Live(new MessageSource<TMessage>(_name, _socket)));
            live!.Subscribers++;
        }
        IDisposable subscription = live.Messages.Subscribe(observer);
        if (isFirst && _socket.State.Phase == ConnectionPhase.Open) Send(_subscribe, key);
        return Disposable.Create(() => Remove(key, live, subscription));
    }

    void Begin(TKey key, Live live)
    {
        _live.Add(key, live);
        _order.Add(key);
    }

    void Remove(TKey key, Live live, IDisposable subscription)
    {
        subscription.Dispose();
        lock (_lock)
        {
            if (--live.Subscribers > 0 || !_live.TryGetValue(key, out Live? present) || present != live) return;
            _live.Remove(key);
            _order.Remove(key);
        }
        if (_unsubscribe is { } unsubscribe && _socket.State.Phase == ConnectionPhase.Open) Send(unsubscribe, key);
    }

    void SubscribeAll()
    {
        TKey[] keys;
        lock (_lock) keys = [.. _order];
        foreach (TKey key in keys) Send(_subscribe, key);
    }

    void Send(Func<TKey, ValueTask<SendResult>> send, TKey key) => _ = SendAsync(send, key);

    async Task SendAsync(Func<TKey, ValueTask<SendResult>> send, TKey key)
    {
        try
        {
            await send(key).ConfigureAwait(false);
        }
        catch (ReactiveWsException error) when (error.Code == WebSocketErrorCode.NotConnected)
        {
            // The connection ended meanwhile; the next one subscribes again.
        }
        catch (Exception error)
        {
            ((IStreamOwner)_socket).OnSubscriberFailed(_name, error);
        }
    }

    sealed class Live(MessageSource<TMessage> messages)
    {
        public MessageSource<TMessage> Messages { get; } = messages;

        public int Subscribers { get; set; }
    }
}
