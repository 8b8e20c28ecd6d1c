using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ReactiveWs.Bytes;
using ReactiveWs.Devices;
using ReactiveWs.Frames;
using ReactiveWs.Messages;
using ReactiveWs.Streams;

namespace ReactiveWs;

/// <content>How a connection comes to be and ends.</content>
public sealed partial class ReactiveWebSocket : IConnectionEvents, IStreamOwner
{
    readonly Lock _lock = new();
    readonly EventGate _gate = new();
    readonly ConnectionStreams _streams;
    readonly Multicast<OpenInfo> _opens;
    readonly Multicast<IReadOnlyDictionary<string, IReadOnlyList<string>>> _headersReceived;
    Connection? _connection;
    Connection? _greeted;
    OpenInfo? _open;
    ILogger _logger = NullLogger.Instance;
    bool _connecting;
    bool _disposed;

    /// <summary>Makes a socket that is not connected yet.</summary>
    public ReactiveWebSocket()
    {
        _streams = new ConnectionStreams(this);
        _opens = new(nameof(Opens), this);
        _headersReceived = new(nameof(HeadersReceived), this);
    }

    internal Connection? Engine => _connection;

    /// <summary>What is sent again on each connection.</summary>
    internal LiveSubscriptions Subscriptions { get; } = new();

    /// <summary>The messages that are kept while there is no connection.</summary>
    internal Backlog Kept { get; } = new(outlives: true);

    /// <summary>Lets what is kept go out, once the subscribers of <see cref="Opens"/> have had their say.</summary>
    internal void SendKept()
    {
        if (Volatile.Read(ref _greeted) is { } connection) connection.Queue.Offer(Kept);
    }

    internal async Task ConnectAsync(string uri, WebSocketRequestOptions? options, Action? beforeFirstRead, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(uri);
        options ??= new WebSocketRequestOptions();
        OptionDemands.Check(options);
        var reconnecting = BeginConnecting();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, reconnecting.Token);
        try
        {
            _logger = options.LoggerFactory?.CreateLogger("ReactiveWs") ?? NullLogger.Instance;
            var (address, fault) = AddressCheck.Read(uri);
            if (fault is not null) throw fault.Told(this);
            var target = await AttemptAsync(new ReconnectTarget(address!, options), options.Reconnect, null, beforeFirstRead, either.Token).ConfigureAwait(false);
            if (options.Reconnect is { } policy) _keeping = KeepConnectedAsync(target, policy, reconnecting.Token);
            else _reconnecting = null;
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            Tell(ConnectionState.Closed);
            throw new OperationCanceledException(e.Message, e, cancellationToken);
        }
        catch
        {
            Tell(ConnectionState.Closed);
            throw;
        }
        finally
        {
            lock (_lock) _connecting = false;
        }
    }

    CancellationTokenSource BeginConnecting()
    {
        ReactiveWsException error;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_connecting && _connection is null or { HasEnded: true } && _keeping.IsCompleted)
            {
                _connecting = true;
                return _reconnecting = new CancellationTokenSource();
            }
            error = new ReactiveWsException(WebSocketErrorCode.AlreadyConnected,
                "The socket is connected or connecting already: close it first, or use a second socket.");
        }
        throw error.Told(this);
    }

    void Tell(ConnectionState state) => Post(() => _streams.OnState(state));

    async Task OpenAsync(ClientOpening opening, WebSocketRequestOptions options, Action? beforeFirstRead)
    {
        var connection = new Connection(Side.Client, opening.Link, ConnectionSettings.Of(options), opening.Compression, this, _gate);
        (_connection, _open) = (connection, opening.Info);
        // a handler of Opens that waits for a message would otherwise wait for ever
        await connection.AnnounceAsync(() => Announce(opening, beforeFirstRead), options.ConnectTimeout).ConfigureAwait(false);
        Subscriptions.OnOpen(connection);
        Volatile.Write(ref _greeted, connection);
        SendKept();
        ThreadPool.UnsafeQueueUserWorkItem(static state => _ = state.connection.RunAsync(state.Leftover), (connection, opening.Leftover), preferLocal: false);
        if (_disposed) connection.BeginClose(CloseCode.Normal, "");
    }

    void Announce(ClientOpening opening, Action? beforeFirstRead)
    {
        _streams.OnState(ConnectionState.Open);
        try
        {
            beforeFirstRead?.Invoke();
        }
        catch (Exception e)
        {
            ((IStreamOwner)this).OnSubscriberFailed(nameof(Connect), e);
        }
        _headersReceived.OnNext(opening.Headers);
        _opens.OnNext(opening.Info);
    }

    ValueTask<SendResult> SendAsync<T>(T message, CancellationToken cancellationToken) where T : struct, IOutgoing => SendAsync(_connection, this, message, cancellationToken);

    /// <summary>Sends on a connection, if there was one yet, and puts a failure on the owner's <c>Errors</c>, too.</summary>
    internal static ValueTask<SendResult> SendAsync<T>(Connection? connection, IStreamOwner owner, T message, CancellationToken cancellationToken) where T : struct, IOutgoing =>
        connection is not null
            ? connection.SendAsync(message, cancellationToken).Told(owner)
            : ValueTask.FromException<SendResult>(NotConnected().Told(owner));

    Task CloseConnectionAsync(WebSocketCloseOptions options, CancellationToken cancellationToken)
    {
        StopReconnecting();
        return _connection is { } connection ? connection.CloseAsync(options.Code, options.Reason, cancellationToken) : Task.FromException(NotConnected().Told(this));
    }

    Task EndAsync()
    {
        lock (_lock)
        {
            if (_disposed) return Task.CompletedTask;
            _disposed = true;
        }
        StopReconnecting();
        if (_connection is not { } connection) return CompleteAsync();
        var closing = connection.CloseAsync(CloseCode.Normal, "", CancellationToken.None);
        var completing = CompleteAfterAsync(connection);
        // inside a subscriber or handler: the streams complete when the connection has ended, without us
        return closing.IsCompleted && !connection.Closed.IsCompleted ? Task.CompletedTask : completing;
    }

    async Task CompleteAfterAsync(Connection connection)
    {
        await connection.Closed.ConfigureAwait(false);
        await CompleteAsync().ConfigureAwait(false);
    }

    /// <summary>The streams end in their turn: no event is being delivered then.</summary>
    Task CompleteAsync()
    {
        var completed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _gate.Post(() =>
        {
            Complete();
            _gate.Post(() =>
            {
                _streams.OnErrorsCompleted();
                completed.SetResult();
            });
        });
        return HandlerScope.IsInside ? Task.CompletedTask : completed.Task;
    }

    void Complete()
    {
        foreach (var message in Kept.Close())
        {
            Telemetry.Dropped(DropReason.Offline, EventType.Of(message));
            OnDropped(DropReason.Offline, message);
        }
        _headersReceived.OnCompleted();
        _opens.OnCompleted();
        _streams.OnCompleted();
    }

    static ReactiveWsException NotConnected() => new(WebSocketErrorCode.NotConnected, "The socket was never connected: await ConnectAsync first.");

    void IConnectionEvents.OnMessage(bool isText, ReadOnlySpan<byte> payload, bool isLast)
    {
        _streams.OnMessage(isText, payload, isLast);
        if (_streams.MessagesObserved) _streams.OnMessage(new WebSocketMessage(isText, payload, isLast));
        if (isLast) _streams.OnDataEnd();
    }

    void IConnectionEvents.OnPong(TimeSpan roundTrip) => _streams.OnPong(roundTrip);

    void IConnectionEvents.OnState(ConnectionState state) => _streams.OnState(state);

    void IConnectionEvents.OnError(ReactiveWsException error) => _streams.OnError(error);

    void IConnectionEvents.OnDropped(DropReason reason, object message) => OnDropped(reason, message);

    void IConnectionEvents.OnClosed(CloseResult result) => _streams.OnClosed(result);

    void OnDropped(DropReason reason, object? value) => _streams.OnDropped(new DroppedMessage(reason, EventType.Of(value), value, null));

    void IStreamOwner.OnSubscriberFailed(string stream, Exception exception) =>
        SubscriberFailure.Report(stream, exception, _logger, error => Post(() => _streams.OnError(error)));

    void IStreamOwner.OnCallFailed(ReactiveWsException error) => Post(() => _streams.OnError(error));

    void IStreamOwner.OnDropped(DropReason reason, object? value) => Post(() => OnDropped(reason, value));

    void IStreamOwner.Disconnect(object? value, ReactiveWsException congestion)
    {
        if (_connection is not { IsClosing: false } connection) return;      // told already
        connection.Post(() => _streams.OnError(congestion));
        connection.BeginClose(CloseCode.PolicyViolation, "congested");
    }

    void Post(Action deliver)
    {
        if (_connection is { } connection) connection.Post(deliver);
        else _gate.Post(() => Batch.Run(loop: null, hold: null, deliver));
    }
}
