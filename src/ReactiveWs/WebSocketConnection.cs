using System.Buffers;
using System.ComponentModel;
using System.Net;
using System.Reactive;
using System.Security.Claims;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using ReactiveWs.Frames;
using ReactiveWs.Messages;
using ReactiveWs.Serving;
using ReactiveWs.Streams;

namespace ReactiveWs;

/// <summary>One connection of a server, from its upgrade to its end.</summary>
/// <remarks>
/// All members may be used from any thread. Events come one at a time, over all streams of the connection, in the order of the wire:
/// messages, then an error if the end was abnormal, then the close; after that the streams complete. A subscriber that throws is reported on
/// <see cref="Errors"/> and harms nobody else. Sends are queued in the order of the calls; above
/// <see cref="WebSocketServerConfig.HighWaterMark"/> they wait. Cancelling a send never harms the connection.
/// </remarks>
public sealed class WebSocketConnection : IConnectionEvents, IStreamOwner
{
    readonly ReactiveWebSocketServer _server;
    readonly Admitted _admitted;
    readonly ConnectionStreams _streams;
    readonly Connection _connection;
    readonly ILogger _logger;

    internal WebSocketConnection(ReactiveWebSocketServer server, Admitted admitted, ConnectionSettings settings)
    {
        (_server, _admitted, _logger) = (server, admitted, settings.Logger);
        _streams = new ConnectionStreams(this);
        _streams.OnState(ConnectionState.Open);
        _connection = new Connection(Side.Server, admitted.Link, settings, admitted.Compression, this, new EventGate());
    }

    /// <summary>The client's IP address; empty where the link has none.</summary>
    public string ClientIP => RemoteEndPoint?.Address.ToString() ?? "";

    /// <summary>The client's port; 0 where the link has none.</summary>
    public int ClientPort => RemoteEndPoint?.Port ?? 0;

    /// <summary>The client's address; null where the link has none.</summary>
    public IPEndPoint? RemoteEndPoint => _admitted.RemoteEndPoint;

    /// <summary>The path that was asked for, undecoded, without the query.</summary>
    public string Path => _admitted.Request.Path;

    /// <summary>The query that was asked for, without the question mark; empty when there was none.</summary>
    public string Query => _admitted.Request.Query;

    /// <summary>The headers of the upgrade request; names are compared without regard to case.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Headers => _admitted.Request.Headers;

    /// <summary>The selected subprotocol; null when none was.</summary>
    public string? Protocol => _admitted.Protocol;

    /// <summary>Who <see cref="WebSocketServerConfig.Authorize"/> said it is; null when nobody in particular.</summary>
    public ClaimsPrincipal? User => _admitted.User;

    /// <summary>The certificate that the client proved to own; null when it has none.</summary>
    public X509Certificate2? ClientCertificate => _admitted.ClientCertificate;

    /// <summary>The messages of this connection.</summary>
    public IObservable<WebSocketMessage> Messages => _streams.Messages;

    /// <summary>After each complete message.</summary>
    public IObservable<Unit> DataEnds => _streams.DataEnds;

    /// <summary>The answers to pings, with their round-trip time.</summary>
    public IObservable<Pong> Pongs => _streams.Pongs;

    /// <summary>The end, once.</summary>
    public IObservable<CloseResult> Closes => _streams.Closes;

    /// <summary>What went wrong with this connection. The server's <see cref="ReactiveWebSocketServer.Errors"/> carries it too.</summary>
    public IObservable<ReactiveWsException> Errors => _streams.Errors;

    /// <summary>What a delivery policy discarded.</summary>
    public IObservable<DroppedMessage> Drops => _streams.Drops;

    /// <summary>The states, beginning with the current one.</summary>
    public IObservable<ConnectionState> States => _streams.States;

    /// <summary>The current state.</summary>
    public ConnectionState State => _streams.State;

    /// <summary>Completes with the end, after its events; never fails.</summary>
    public Task<CloseResult> Closed => _connection.Closed;

    /// <summary>Sends a text message (RFC 6455 §5.6).</summary>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Takes the message back while it waits for room.</param>
    /// <returns><see cref="SendResult.Queued"/>, once the message is in the send queue.</returns>
    /// <exception cref="ReactiveWsException">The connection is closing or closed (−1), the message is larger than MaxSendSize (401), or too many sends wait (Congested).</exception>
    [RequiresState(WsState.Open)]
    public ValueTask<SendResult> SendAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _connection.SendAsync(new OutgoingText(text), cancellationToken).Told(this);
    }

    /// <summary>Sends a binary message (RFC 6455 §5.6). The memory must not change until the task completes.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="cancellationToken">Takes the message back while it waits for room.</param>
    /// <inheritdoc cref="SendAsync(string, CancellationToken)"/>
    [RequiresState(WsState.Open)]
    public ValueTask<SendResult> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(new OutgoingBytes(data), cancellationToken).Told(this);

    /// <inheritdoc cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)"/>
    [RequiresState(WsState.Open)]
    public ValueTask<SendResult> SendAsync(ReadOnlySequence<byte> data, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(new OutgoingSequence(data), cancellationToken).Told(this);

    /// <summary>
    /// Sends what does not fit into memory, as one message in fragments (RFC 6455 §5.4). Other messages wait until it ends; control frames do not.
    /// A message that was begun cannot be taken back: if the stream fails or the call is cancelled midway, the connection is closed with 1011.
    /// </summary>
    /// <param name="stream">Read to its end; left open.</param>
    /// <param name="isText">Whether the bytes are UTF-8 text. Default false.</param>
    /// <param name="cancellationToken">Stops reading the stream.</param>
    /// <inheritdoc cref="SendAsync(string, CancellationToken)"/>
    [RequiresState(WsState.Open)]
    public Task<SendResult> SendAsync(Stream stream, bool isText = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return _connection.SendAsync(stream, isText, cancellationToken).Told(this);
    }

    /// <summary>Sends what writes itself straight into the send queue; for generated code.</summary>
    /// <typeparam name="TState">What is written.</typeparam>
    /// <param name="isText">Whether it writes UTF-8 text.</param>
    /// <param name="state">Handed to <paramref name="write"/>.</param>
    /// <param name="write">Writes the payload; may be called later, while the call waits for room. It must not send or close itself.</param>
    /// <param name="cancellationToken">Takes the message back while it waits for room.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [RequiresState(WsState.Open)]
    public ValueTask<SendResult> SendAsync<TState>(
        bool isText, TState state, Action<IBufferWriter<byte>, TState> write, CancellationToken cancellationToken = default) =>
        _connection.SendAsync(new OutgoingWritten<TState>(isText, MessageName<TState>.Value, state, write), cancellationToken).Told(this);

    /// <summary>Closes with 1000. See <see cref="CloseAsync(WebSocketCloseOptions, CancellationToken)"/>.</summary>
    /// <param name="cancellationToken">Stops waiting; the close goes on.</param>
    [EnsuresState(WsState.Closed)]
    public Task CloseAsync(CancellationToken cancellationToken = default) => CloseAsync(CloseRequest.Default, cancellationToken);

    /// <summary>
    /// Sends what is queued, then the close frame, and waits for the end: at most CloseTimeout for the client's answer, then the link is cut.
    /// In a subscriber or handler it does not wait, since that would wait for itself. Idempotent.
    /// </summary>
    /// <param name="options">What the close frame says.</param>
    /// <param name="cancellationToken">Stops waiting; the close goes on.</param>
    /// <exception cref="ArgumentException">The code or the reason cannot be sent.</exception>
    [EnsuresState(WsState.Closed)]
    public Task CloseAsync(WebSocketCloseOptions options, CancellationToken cancellationToken = default)
    {
        CloseRequest.Require(options);
        return _connection.CloseAsync(options.Code, options.Reason, cancellationToken);
    }

    /// <summary>Hands all messages to a receiver that reads them in place; for generated code.</summary>
    /// <param name="receiver">Called before <see cref="Messages"/>, on the receive loop.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public IDisposable Attach(IMessageReceiver receiver) => _streams.Attach(receiver);

    /// <summary>The client's address, as <c>address:port</c>.</summary>
    public override string ToString() => RemoteEndPoint?.ToString() ?? "memory";

    internal Connection Engine => _connection;

    internal ReactiveWebSocketServer Server => _server;

    void IConnectionEvents.OnMessage(bool isText, ReadOnlySpan<byte> payload, bool isLast)
    {
        _streams.OnMessage(isText, payload, isLast);
        if (_streams.MessagesObserved || _server.MessagesObserved)
        {
            var message = new WebSocketMessage(isText, payload, isLast);
            _streams.OnMessage(message);
            _server.OnMessage(this, message);
        }
        if (isLast) _streams.OnDataEnd();
    }

    void IConnectionEvents.OnPong(TimeSpan roundTrip) => _streams.OnPong(roundTrip);

    void IConnectionEvents.OnState(ConnectionState state) => _streams.OnState(state);

    void IConnectionEvents.OnError(ReactiveWsException error)
    {
        _streams.OnError(error.About(this));
        _server.OnError(error);
    }

    void IConnectionEvents.OnClosed(CloseResult result)
    {
        _server.OnClosed(this, result);
        _streams.OnClosed(result);
        _streams.OnCompleted();
        _connection.Post(_streams.OnErrorsCompleted);
    }

    void IStreamOwner.OnSubscriberFailed(string stream, Exception exception) =>
        SubscriberFailure.Report(stream, exception, _logger, error => _connection.Post(() => ((IConnectionEvents)this).OnError(error)));

    void IStreamOwner.OnCallFailed(ReactiveWsException error) => _connection.Post(() => ((IConnectionEvents)this).OnError(error));

    void IConnectionEvents.OnDropped(DropReason reason, object message) => OnDropped(reason, message);

    void IStreamOwner.OnDropped(DropReason reason, object? value) => _connection.Post(() => OnDropped(reason, value));

    void OnDropped(DropReason reason, object? value) => _streams.OnDropped(new DroppedMessage(reason, EventType.Of(value), value, this));

    void IStreamOwner.Disconnect(object? value, ReactiveWsException congestion) => Disconnect(congestion);

    internal void Disconnect(ReactiveWsException congestion)
    {
        if (_connection.IsClosing) return;       // told already
        _connection.Post(() => ((IConnectionEvents)this).OnError(congestion));
        _connection.BeginClose(CloseCode.PolicyViolation, "congested");
    }
}
