using System.Buffers;
using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using ReactiveWs.Messages;
using ReactiveWs.Serving;

namespace ReactiveWs.Typed;

/// <summary>The peers of one protocol on a server: takes the connections that speak it, and attaches handlers to each.</summary>
/// <typeparam name="TPeer">The protocol's peer.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Peers<TPeer> : IDisposable
    where TPeer : class, IPeer
{
    /// <summary>How many protocols each server has.</summary>
    static readonly ConditionalWeakTable<ReactiveWebSocketServer, StrongBox<int>> s_protocols = [];

    readonly ReactiveWebSocketServer _server;
    readonly string? _subprotocol;
    readonly string? _path;
    readonly bool? _acceptsWithoutSubprotocol;
    readonly Func<WebSocketConnection, TPeer> _create;
    readonly ConcurrentDictionary<WebSocketConnection, TPeer> _peers = new();
    readonly Lock _lock = new();
    readonly List<Attachment> _attachments = [];
    readonly IDisposable _subscription;

    /// <summary>Starts to take connections.</summary>
    public Peers(
        ReactiveWebSocketServer server, string? subprotocol, string? path, bool? acceptsWithoutSubprotocol,
        Func<WebSocketConnection, TPeer> create)
    {
        ArgumentNullException.ThrowIfNull(server);
        (_server, _subprotocol, _path, _acceptsWithoutSubprotocol) = (server, subprotocol, path, acceptsWithoutSubprotocol);
        _create = create;
        Connects = new(nameof(Connects), server);
        Disconnects = new(nameof(Disconnects), server);
        if (subprotocol is not null) server.AddProtocol(subprotocol);
        Interlocked.Increment(ref s_protocols.GetOrCreateValue(server).Value);
        _subscription = server.Connects.Subscribe(OnConnect);
    }

    /// <summary>New peers.</summary>
    public MessageSource<TPeer> Connects { get; }

    /// <summary>Peers whose connections ended.</summary>
    public MessageSource<Received<CloseResult, TPeer>> Disconnects { get; }

    /// <summary>The peers that are connected now.</summary>
    public IReadOnlyCollection<TPeer> All => [.. _peers.Values];

    /// <summary>Attaches a handler to all peers, present and future.</summary>
    public IDisposable Attach(Func<TPeer, HandlerCall, CancellationToken, ValueTask> handle)
    {
        var attachment = new Attachment(handle);
        lock (_lock)
        {
            _attachments.Add(attachment);
            foreach (TPeer peer in _peers.Values) Attach(peer, attachment);
        }
        return System.Reactive.Disposables.Disposable.Create(() => Detach(attachment));
    }

    void Detach(Attachment attachment)
    {
        lock (_lock)
        {
            _attachments.Remove(attachment);
            foreach (IDisposable subscription in attachment.Subscriptions.Values) subscription.Dispose();
            attachment.Subscriptions.Clear();
        }
    }

    /// <summary>Writes a message once and sends it to many.</summary>
    public ValueTask<int> BroadcastAsync<T>(bool isText, T message, Action<IBufferWriter<byte>, T> write, Func<TPeer, bool>? where, CancellationToken cancellationToken) =>
        _server.BroadcastAsync(isText, message, write, connection => _peers.TryGetValue(connection, out TPeer? peer) && (where is null || where(peer)), cancellationToken);

    /// <summary>Writes a message once and sends it to many, to each under the policy of its type.</summary>
    public ValueTask<int> BroadcastAsync<T, TKey>(
        bool isText, T message, Action<IBufferWriter<byte>, T> write, Func<TPeer, bool>? where, Func<TPeer, PolicedDelivery<T, TKey>> delivery, CancellationToken cancellationToken)
        where T : notnull
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(delivery);
        var written = SharedMessage.Of(isText, message, write);
        return Broadcast.CountAsync(_peers.Values.Where(peer => where is null || where(peer)).Select(peer => delivery(peer).SendAsync(message, written, cancellationToken)));
    }

    /// <summary>Takes no more connections; those that are there stay.</summary>
    public void Dispose()
    {
        _subscription.Dispose();
        Interlocked.Decrement(ref s_protocols.GetOrCreateValue(_server).Value);
        Connects.OnCompleted();
        Disconnects.OnCompleted();
    }

    void OnConnect(WebSocketConnection connection)
    {
        if (!Speaks(connection)) return;
        TPeer peer = _create(connection);
        lock (_lock)
        {
            _peers.TryAdd(connection, peer);
            foreach (Attachment attachment in _attachments) Attach(peer, attachment);
        }
        connection.Closes.Subscribe(result => OnClose(connection, peer, result), () => peer.Calls.OnCompleted());
        peer.Calls.OnNext(new HandlerCall(HandlerCall.Connected, null));
        Connects.OnNext(peer);
    }

    bool Speaks(WebSocketConnection connection)
    {
        if (_path is not null && connection.Path != _path) return false;
        if (connection.Protocol is { } protocol) return protocol == _subprotocol || (_subprotocol is null && _path is not null);
        return _acceptsWithoutSubprotocol ?? (_subprotocol is null || s_protocols.GetOrCreateValue(_server).Value == 1);
    }

    static void Attach(TPeer peer, Attachment attachment) => attachment.Subscriptions[peer] =
        peer.Conversation.Attach(peer.Calls, (call, cancellationToken) => attachment.Handle(peer, call, cancellationToken));

    void OnClose(WebSocketConnection connection, TPeer peer, CloseResult result)
    {
        lock (_lock)
        {
            _peers.TryRemove(connection, out _);
            // Forgotten, not disposed: the handlers still get what is in their inboxes.
            foreach (Attachment attachment in _attachments) attachment.Subscriptions.Remove(peer);
        }
        peer.Calls.OnNext(new HandlerCall(HandlerCall.Disconnected, result));
        Disconnects.OnNext(new Received<CloseResult, TPeer>(result, peer));
    }

    /// <summary>A handler with its subscriptions to the peers.</summary>
    sealed class Attachment(Func<TPeer, HandlerCall, CancellationToken, ValueTask> handle)
    {
        public Func<TPeer, HandlerCall, CancellationToken, ValueTask> Handle { get; } = handle;

        public Dictionary<TPeer, IDisposable> Subscriptions { get; } = [];
    }
}
