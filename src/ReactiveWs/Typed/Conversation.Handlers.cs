using ReactiveWs.Messages;
using ReactiveWs.Streams;

namespace ReactiveWs.Typed;

/// <content>How handlers are attached, and what a message that closes waits for.</content>
public sealed partial class Conversation
{
    readonly Dictionary<int, Func<Lane<HandlerCall>>> _lanes = [];
    int _handlers;
    int _handlersBeforeClose;

    /// <summary>Whether a handler is attached.</summary>
    public bool IsHandled => Volatile.Read(ref _handlers) > 0;

    /// <summary>Tells the handlers of a client of each connection's start and end, and completes its streams with the socket's.</summary>
    /// <returns>Ends that.</returns>
    public static IDisposable Follow(ReactiveWebSocket socket, MessageSource<HandlerCall> calls, Action complete)
    {
        ArgumentNullException.ThrowIfNull(socket);
        ArgumentNullException.ThrowIfNull(calls);
        return new System.Reactive.Disposables.CompositeDisposable(
            socket.Opens.Subscribe(_ => calls.OnNext(new HandlerCall(HandlerCall.Connected, null))),
            socket.Closes.Subscribe(result => calls.OnNext(new HandlerCall(HandlerCall.Disconnected, result)), complete));
    }

    /// <summary>The options with the protocol's token among the offered ones.</summary>
    public static WebSocketRequestOptions Offering(string protocol, WebSocketRequestOptions? options)
    {
        options ??= new WebSocketRequestOptions();
        return options.Protocol == protocol || options.Protocols.Contains(protocol) ? options : options with { Protocols = [.. options.Protocols, protocol] };
    }

    /// <summary>Gives the messages of one kind a policy of their own in the inboxes of handlers that are attached from now on.</summary>
    public void Deliver<TKey>(int kind, Overflow overflow, int capacity, Func<object, TKey> key) where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(key);
        _lanes[kind] = () => new Lane<HandlerCall, TKey>(overflow, Math.Max(1, capacity), call => key(call.Message!));
    }

    Lanes<HandlerCall>? MakeLanes()
    {
        if (_lanes.Count == 0) return null;
        Dictionary<int, Lane<HandlerCall>> lanes = _lanes.ToDictionary(lane => lane.Key, lane => lane.Value());
        return new([.. lanes.Values], call => lanes.GetValueOrDefault(call.Kind));
    }

    /// <summary>Attaches a handler: called off the receive loop, in order, behind a bounded inbox.</summary>
    public IDisposable Attach(MessageSource<HandlerCall> calls, Func<HandlerCall, CancellationToken, ValueTask> handle)
    {
        Interlocked.Increment(ref _handlers);
        IDisposable subscription = calls.SubscribeAwait(handle, MakeLanes());
        return System.Reactive.Disposables.Disposable.Create(() =>
        {
            Interlocked.Decrement(ref _handlers);
            subscription.Dispose();
        });
    }

    /// <summary>A message that closes has come, and was given to everybody: closes now, or when the handlers are done with it, at most CloseTimeout later.</summary>
    public void CloseAfterHandlers(int code, string reason)
    {
        Connection? connection = _carrier.Engine;
        int handlers = Volatile.Read(ref _handlers);
        Volatile.Write(ref _handlersBeforeClose, handlers);
        if (handlers == 0) connection?.BeginClose(code, reason);
        else if (connection is not null) _ = CloseUnlessClosedAsync(connection, code, reason);
    }

    /// <summary>A handler is done with a message that closes.</summary>
    public void HandlerDone(int code, string reason)
    {
        if (Interlocked.Decrement(ref _handlersBeforeClose) == 0) _carrier.BeginClose(code, reason);
    }
}
