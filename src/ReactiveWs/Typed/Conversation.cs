using System.Buffers;
using System.ComponentModel;
using System.Diagnostics;
using ReactiveWs.Messages;
using ReactiveWs.Streams;

namespace ReactiveWs.Typed;

/// <summary>One typed end: what generated clients and peers do on their connection beside reading and writing.</summary>
/// <remarks>All members may be used from any thread. A client keeps its conversation over several connections; each starts anew.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class Conversation
{
    static readonly ReactiveWsException s_saidGoodbye = new(WebSocketErrorCode.NotConnected,
        "A message that closes was sent on this connection: nothing can be sent after it. Connect again.");

    readonly Carrier _carrier;
    readonly PendingRequests _requests = new();
    readonly bool _exposesErrors;
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
    public ValueTask<SendResult> SendAsync<T>(bool isText, T message, Action<IBufferWriter<byte>, T> write, CancellationToken cancellationToken) =>
        SendAsync(new OutgoingWritten<T>(isText, MessageName<T>.Value, message, write), cancellationToken);

    internal ValueTask<SendResult> SendAsync<T>(T message, CancellationToken cancellationToken) where T : struct, IOutgoing =>
        HasSaidGoodbye ? ValueTask.FromException<SendResult>(s_saidGoodbye) : _carrier.SendAsync(message, cancellationToken);

    bool HasSaidGoodbye => _goodbyeOn is { } goodbyeOn && ReferenceEquals(goodbyeOn, _carrier.Engine);

    /// <summary>The connection, when it can be sent on.</summary>
    internal Connection? Open => _carrier.Engine is { IsClosing: false } connection && !HasSaidGoodbye ? connection : null;

    /// <summary>The messages that are kept for the next connection; null where there will be none.</summary>
    internal Backlog? Kept => _carrier.Kept;

    /// <summary>Lets a backlog go on. False when the connection takes nothing any more.</summary>
    internal bool Offer(Backlog backlog) => _carrier.Offer(backlog);

    /// <summary>Puts a failed call on <c>Errors</c>, too.</summary>
    internal ReactiveWsException Told(ReactiveWsException error) => error.Told(_carrier.Owner);

    /// <summary>Sends a message whose receipt closes: nothing is sent after it, and the other end has CloseTimeout to close.</summary>
    public async ValueTask<SendResult> SendClosingAsync<T>(bool isText, T message, Action<IBufferWriter<byte>, T> write, int code, string reason, CancellationToken cancellationToken)
    {
        Connection? connection = _carrier.Engine;
        connection?.Queue.AdmitAll();      // what waits to be sent would come too late after it
        ValueTask<SendResult> sending = SendAsync(isText, message, write, cancellationToken);
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
        long start = Stopwatch.GetTimestamp();
        try
        {
            await SendNumberedAsync(message, id, write, cancellationToken).ConfigureAwait(false);
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
            Telemetry.Requested(MessageName<T>.Value, Stopwatch.GetElapsedTime(start), reply.IsCompletedSuccessfully);
        }
    }

    static ReactiveWsException Congestion(string name) => new(WebSocketErrorCode.Congested,
        $"The handlers of this connection are behind, and more than MaxMessageSize bytes came before the reply to the request '{name}': send requests outside"
        + " handlers, let handlers be quicker, or give their inbox a greater capacity.");

    ValueTask<SendResult> SendNumberedAsync<T>(T message, long id, Action<IBufferWriter<byte>, Numbered<T>> write, CancellationToken cancellationToken) =>
        SendAsync(new OutgoingWritten<Numbered<T>>(true, MessageName<T>.Value, new Numbered<T>(message, id), write), cancellationToken);

    /// <summary>A reply has come.</summary>
    public bool Complete(long id, object reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        Recognised.As(reply.GetType().Name);
        return _requests.Complete(id, reply);
    }

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
            await SendNumberedAsync(message, id, write, cancellationToken).ConfigureAwait(false);
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

    /// <summary>A message was malformed, and the protocol says that this ends the connection (1007, RFC 6455 §7.4.1).</summary>
    public void CloseMalformed() => _carrier.BeginClose(Frames.CloseCode.InvalidPayload, "a message does not fit its contract");

    /// <summary>A delivery policy discarded a message.</summary>
    internal void Drop(DropReason reason, object message)
    {
        Telemetry.Dropped(reason, message.GetType().Name);
        _carrier.Owner.OnDropped(reason, message);
    }

    /// <summary>A message that waited could not be sent: it is too large, or cannot be written.</summary>
    internal void Failed(object message, Exception error) => _carrier.Owner.OnCallFailed(error as ReactiveWsException
        ?? new ReactiveWsException(WebSocketErrorCode.InvalidArgument, $"A {message.GetType().Name} that waited to be sent could not be written: {error.Message}", error));

    /// <summary>A delivery policy ends the connection.</summary>
    internal void Disconnect(object message, int capacity)
    {
        _carrier.Owner.Disconnect(message, new ReactiveWsException(WebSocketErrorCode.Congested,
            $"{capacity} {message.GetType().Name} messages wait for a peer that does not take them, and their [Delivery] says Disconnect."));
    }

    void OnEnded() => _requests.FailAll(new ReactiveWsException(WebSocketErrorCode.RequestFailed, "The connection ended before the reply came."));
}
