using System.Buffers;
using System.ComponentModel;
using ReactiveWs.Messages;

namespace ReactiveWs.Typed;

/// <summary>One typed end: what generated clients and peers do on their connection beside reading and writing.</summary>
/// <remarks>All members may be used from any thread. A client keeps its conversation over several connections; each starts anew.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Conversation
{
    static readonly ReactiveWsException s_saidGoodbye = new(WebSocketErrorCode.NotConnected,
        "A message that closes was sent on this connection: nothing can be sent after it. Connect again.");

    readonly Carrier _carrier;
    readonly PendingRequests _requests = new();
    readonly bool _exposesErrors;
    int _handlers;
    int _handlersBeforeClose;
    volatile Connection? _goodbyeOn;

    /// <summary>A client's end.</summary>
    public Conversation(ReactiveWebSocket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        _carrier = Carrier.Of(socket);
        socket.Closes.Subscribe(_ => OnEnded());
    }

    /// <summary>A server's end.</summary>
    public Conversation(WebSocketConnection connection, bool exposesErrors)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _carrier = Carrier.Of(connection);
        _exposesErrors = exposesErrors;
        connection.Closes.Subscribe(_ => OnEnded());
    }

    /// <summary>Sends a message.</summary>
    public ValueTask<SendResult> SendAsync<T>(bool isText, T message, Action<IBufferWriter<byte>, T> write, CancellationToken cancellationToken)
    {
        Connection? goodbyeOn = _goodbyeOn;
        if (goodbyeOn is not null && ReferenceEquals(goodbyeOn, _carrier.Engine)) return ValueTask.FromException<SendResult>(s_saidGoodbye);
        return _carrier.SendAsync(isText, message, write, cancellationToken);
    }

    /// <summary>Sends a message whose receipt closes: nothing is sent after it, and the other end has CloseTimeout to close.</summary>
    public async ValueTask<SendResult> SendClosingAsync<T>(bool isText, T message, Action<IBufferWriter<byte>, T> write, int code, string reason, CancellationToken cancellationToken)
    {
        ValueTask<SendResult> sending = SendAsync(isText, message, write, cancellationToken);
        Connection? connection = _carrier.Engine;
        _goodbyeOn = connection;
        try
        {
            SendResult result = await sending.ConfigureAwait(false);
            if (connection is not null) _ = CloseUnlessClosedAsync(connection, code, reason);
            return result;
        }
        catch
        {
            _goodbyeOn = null;
            throw;
        }
    }

    static async Task CloseUnlessClosedAsync(Connection connection, int code, string reason)
    {
        try
        {
            await connection.Closed.WaitAsync(connection.Settings.CloseTimeout, connection.Settings.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            connection.BeginClose(code, reason);
        }
    }

    /// <summary>Sends a request and waits for its reply.</summary>
    /// <exception cref="ReactiveWsException">
    /// The other end answered with an error, not in time, or not at all; or, while the handlers on this side were behind, too much else came before the
    /// reply (<see cref="WebSocketErrorCode.Congested"/>).
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; a reply that comes later is ignored.</exception>
    public async Task<TReply> RequestAsync<T, TReply>(
        T message, string name, Action<IBufferWriter<byte>, Numbered<T>> write, int timeoutMilliseconds, CancellationToken cancellationToken)
    {
        (long id, Task<object> reply) = _requests.Add();
        ReceiveLoop? reading = _carrier.Engine?.Reading;
        Action congested = () => _requests.Fail(id, Congestion(name));
        reading?.AwaitReply(congested);
        try
        {
            await SendAsync(true, new Numbered<T>(message, id), write, cancellationToken).ConfigureAwait(false);
            TimeSpan timeout = timeoutMilliseconds < 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMilliseconds(timeoutMilliseconds);
            return (TReply)await reply.WaitAsync(timeout, _carrier.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new ReactiveWsException(WebSocketErrorCode.RequestFailed,
                $"The request '{name}' was not answered within {timeoutMilliseconds} ms: the other end is slow or has no handler for it. TimeoutMilliseconds sets the limit.");
        }
        finally
        {
            reading?.ForgetReply(congested);
            _requests.Forget(id);
        }
    }

    static ReactiveWsException Congestion(string name) => new(WebSocketErrorCode.Congested,
        $"The handlers of this connection are behind, and more than MaxMessageSize bytes came before the reply to the request '{name}': send requests outside"
        + " handlers, let handlers be quicker, or give their inbox a greater capacity.");

    /// <summary>A reply has come.</summary>
    public bool Complete(long id, object reply) => _requests.Complete(id, reply);

    /// <summary>The other end could not answer.</summary>
    public bool Fail(long id, string? message) => _requests.Fail(id, new ReactiveWsException(WebSocketErrorCode.RequestFailed,
        message is null ? "The other end could not answer the request; it did not say why." : $"The other end could not answer the request: {message}"));

    /// <summary>The reply does not fit its contract.</summary>
    public bool Fail(long id, MalformedReason reason) => _requests.Fail(id, new ReactiveWsException(WebSocketErrorCode.RequestFailed,
        $"The reply does not fit its contract: {reason}."));

    /// <summary>Calls a handler and sends its reply; a handler that throws is answered with an error, and then reported as any other.</summary>
    public async ValueTask AnswerAsync<TReply>(
        Func<ValueTask<TReply>> handle, long id, Action<IBufferWriter<byte>, Numbered<TReply>> write, Action<IBufferWriter<byte>, RequestError> writeError, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handle);
        try
        {
            TReply message = await handle().ConfigureAwait(false);
            await SendAsync(true, new Numbered<TReply>(message, id), write, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error) when (_carrier.Engine is { Closed.IsCompleted: false })
        {
            await SendAsync(true, new RequestError(id, _exposesErrors ? error.Message : null), writeError, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Nobody handles requests here.</summary>
    public void Refuse(long id, Action<IBufferWriter<byte>, RequestError> writeError) => _ = RefuseAsync(id, writeError);

    async Task RefuseAsync(long id, Action<IBufferWriter<byte>, RequestError> writeError)
    {
        try
        {
            await SendAsync(true, new RequestError(id, "no handler is attached"), writeError, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ReactiveWsException)
        {
            // The connection ended meanwhile, which answers the request too.
        }
    }

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

    /// <summary>Attaches a handler: called off the receive loop, in order, behind a bounded inbox.</summary>
    public IDisposable Attach(MessageSource<HandlerCall> calls, Func<HandlerCall, CancellationToken, ValueTask> handle)
    {
        Interlocked.Increment(ref _handlers);
        IDisposable subscription = calls.SubscribeAwait(handle);
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

    /// <summary>A message was malformed, and the protocol says that this ends the connection (1007, RFC 6455 §7.4.1).</summary>
    public void CloseMalformed() => _carrier.BeginClose(Frames.CloseCode.InvalidPayload, "a message does not fit its contract");

    /// <summary>Whether there is a connection to send on.</summary>
    public bool IsOpen => _carrier.Engine is { Closed.IsCompleted: false };

    /// <summary>A delivery policy discarded a message.</summary>
    public void Drop(DropReason reason, object message) => _carrier.Owner.OnDropped(reason, message);

    /// <summary>A delivery policy ends the connection.</summary>
    public void Disconnect(object message, int capacity)
    {
        ArgumentNullException.ThrowIfNull(message);
        _carrier.Owner.Disconnect(message, new ReactiveWsException(WebSocketErrorCode.Congested,
            $"{capacity} {message.GetType().Name} messages wait for a peer that does not take them, and their [Delivery] says Disconnect."));
    }

    void OnEnded() => _requests.FailAll(new ReactiveWsException(WebSocketErrorCode.RequestFailed, "The connection ended before the reply came."));
}
