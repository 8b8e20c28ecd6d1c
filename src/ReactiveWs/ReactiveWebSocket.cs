using System.Buffers;
using System.ComponentModel;
using System.Reactive;
using ReactiveWs.Messages;
using ReactiveWs.Streams;

namespace ReactiveWs;

/// <summary>A WebSocket client whose events are streams.</summary>
/// <remarks>
/// All members may be used from any thread. Subscribe first, connect after: nothing is missed then. Events come one at a time, over all streams:
/// headers, open, messages, then an error if the end was abnormal, then the close. A network failure is a value on <see cref="Errors"/>, never an
/// <c>OnError</c>; the streams complete when the socket is disposed, and until then it can connect again. A subscriber that throws is reported on
/// <see cref="Errors"/> and harms nobody else. Sends are queued in the order of the calls; above <see cref="WebSocketRequestOptions.HighWaterMark"/>
/// they wait. Cancelling a call never harms the connection.
/// </remarks>
public sealed partial class ReactiveWebSocket : IAsyncDisposable
{
    /// <summary>The connection opened (module: <c>open</c>, API 6; with the subprotocol: <c>openInfo</c>, API 26).</summary>
    public IObservable<OpenInfo> Opens => _opens;

    /// <summary>The headers of the server's answer, before <see cref="Opens"/> (module: <c>headerReceive</c>, API 12).</summary>
    [RequiresCapability(Capability.HeadersReceived)]
    public IObservable<IReadOnlyDictionary<string, IReadOnlyList<string>>> HeadersReceived => _headersReceived;

    /// <summary>The messages, whole unless <see cref="WebSocketRequestOptions.ChunkSize"/> is set (module: <c>message</c>, API 6).</summary>
    public IObservable<WebSocketMessage> Messages => _streams.Messages;

    /// <summary>After each complete message (module: <c>dataEnd</c>, API 11).</summary>
    [RequiresCapability(Capability.DataEnds)]
    public IObservable<Unit> DataEnds => _streams.DataEnds;

    /// <summary>The answers to pings, with their round-trip time.</summary>
    public IObservable<Pong> Pongs => _streams.Pongs;

    /// <summary>The ends of connections, once for each that opened (module: <c>close</c>, API 6).</summary>
    public IObservable<CloseResult> Closes => _streams.Closes;

    /// <summary>What went wrong: the very values that calls throw, lost links, and subscribers that threw (module: <c>error</c>, API 6).</summary>
    public IObservable<ReactiveWsException> Errors => _streams.Errors;

    /// <summary>What a delivery policy discarded.</summary>
    public IObservable<DroppedMessage> Drops => _streams.Drops;

    /// <summary>The states, beginning with the current one.</summary>
    public IObservable<ConnectionState> States => _streams.States;

    /// <summary>The current state.</summary>
    public ConnectionState State => _streams.State;

    /// <summary>Completes with the end of the current connection, after its events; completed already if that has ended.</summary>
    /// <exception cref="ReactiveWsException">−1, as the task's failure: it never connected.</exception>
    public Task<CloseResult> Closed => _connection?.Closed ?? Task.FromException<CloseResult>(NotConnected());

    /// <summary>The subprotocol that the server selected for the current connection; null when none.</summary>
    [RequiresCapability(Capability.NegotiatedProtocol)]
    public string? Protocol => _open?.Protocol;

    /// <summary>
    /// The cold door: subscribing connects, and yields one socket before its first read; the end of the connection ends the result. A failed handshake
    /// or an abnormal end is an <c>OnError</c> here, so <c>Retry</c> and <c>Repeat</c> are the policy. Unsubscribing disposes the socket.
    /// </summary>
    /// <param name="uri">A <c>ws</c> or <c>wss</c> address.</param>
    /// <param name="options">How to connect; without <see cref="WebSocketRequestOptions.Reconnect"/>.</param>
    /// <exception cref="ArgumentException">Reconnect is set.</exception>
    [RequiresCapability(Capability.Client)]
    public static IObservable<ReactiveWebSocket> Connect([WsValue(WsValueKind.Address)] string uri, WebSocketRequestOptions? options = null) =>
        Cold((socket, beforeFirstRead, cancellationToken) => socket.ConnectAsync(uri, options, beforeFirstRead, cancellationToken), options);

    /// <inheritdoc cref="Connect(string, WebSocketRequestOptions?)"/>
    [RequiresCapability(Capability.Client)]
    public static IObservable<ReactiveWebSocket> Connect([WsValue(WsValueKind.Address)] Uri uri, WebSocketRequestOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return Connect(uri.OriginalString, options);
    }

    /// <summary>
    /// Connects: completes when the connection is open, and <see cref="Opens"/> was delivered (module: <c>connect</c>, API 6).
    /// </summary>
    /// <param name="uri">A <c>ws</c> or <c>wss</c> address.</param>
    /// <param name="options">How to connect. Default: all defaults.</param>
    /// <param name="cancellationToken">Gives up connecting.</param>
    /// <exception cref="ReactiveWsException">
    /// 2302001: the address; 2302002: a certificate file; 2302003: connected already; 2302998: the host is not allowed; 401: another option;
    /// 201: not permitted; 200: everything that can happen on the way, with the HTTP status if there was one. The same value is on <see cref="Errors"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The socket is disposed.</exception>
    [RequiresCapability(Capability.Client), EnsuresState(WsState.Open, WhilePending = WsState.Connecting)]
    public Task ConnectAsync([WsValue(WsValueKind.Address)] string uri, WebSocketRequestOptions? options = null, CancellationToken cancellationToken = default) =>
        ConnectAsync(uri, options, beforeFirstRead: null, cancellationToken);

    /// <inheritdoc cref="ConnectAsync(string, WebSocketRequestOptions?, CancellationToken)"/>
    [RequiresCapability(Capability.Client), EnsuresState(WsState.Open, WhilePending = WsState.Connecting)]
    public Task ConnectAsync([WsValue(WsValueKind.Address)] Uri uri, WebSocketRequestOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return ConnectAsync(uri.OriginalString, options, beforeFirstRead: null, cancellationToken);
    }

    /// <summary>Sends a text message (module: <c>send</c>, API 6; RFC 6455 §5.6).</summary>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Takes the message back while it waits for room.</param>
    /// <returns><see cref="SendResult.Queued"/>, once the message is in the send queue.</returns>
    /// <exception cref="ReactiveWsException">Not connected, closing or closed (−1), larger than MaxSendSize (401), or too many sends wait (Congested).</exception>
    [RequiresState(WsState.Open)]
    public ValueTask<SendResult> SendAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SendAsync(new OutgoingText(text), cancellationToken);
    }

    /// <summary>Sends a binary message (module: <c>send</c>, API 8; RFC 6455 §5.6). The memory must not change until the task completes.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="cancellationToken">Takes the message back while it waits for room.</param>
    /// <inheritdoc cref="SendAsync(string, CancellationToken)"/>
    [RequiresState(WsState.Open), RequiresCapability(Capability.BinaryMessages)]
    public ValueTask<SendResult> SendAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken = default) =>
        SendAsync(new OutgoingBytes(data), cancellationToken);

    /// <inheritdoc cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)"/>
    [RequiresState(WsState.Open), RequiresCapability(Capability.BinaryMessages)]
    public ValueTask<SendResult> SendAsync(ReadOnlySequence<byte> data, CancellationToken cancellationToken = default) =>
        SendAsync(new OutgoingSequence(data), cancellationToken);

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
        return _connection is { } connection
            ? connection.SendAsync(stream, isText, cancellationToken).Told(this)
            : Task.FromException<SendResult>(NotConnected().Told(this));
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
        SendAsync(new OutgoingWritten<TState>(isText, MessageName<TState>.Value, state, write), cancellationToken);

    /// <summary>Closes with 1000. See <see cref="CloseAsync(WebSocketCloseOptions, CancellationToken)"/>.</summary>
    /// <param name="cancellationToken">Stops waiting; the close goes on.</param>
    [EnsuresState(WsState.Closed)]
    public Task CloseAsync(CancellationToken cancellationToken = default) => CloseAsync(CloseRequest.Default, cancellationToken);

    /// <summary>
    /// Sends what is queued, then the close frame, and waits for the end: at most CloseTimeout for the server's answer, then the link is cut
    /// (module: <c>close</c>, API 6). In a subscriber or handler it does not wait, since that would wait for itself. Idempotent.
    /// </summary>
    /// <param name="options">What the close frame says.</param>
    /// <param name="cancellationToken">Stops waiting; the close goes on.</param>
    /// <exception cref="ArgumentException">The code or the reason cannot be sent.</exception>
    /// <exception cref="ReactiveWsException">−1: it never connected.</exception>
    [EnsuresState(WsState.Closed)]
    public Task CloseAsync(WebSocketCloseOptions options, CancellationToken cancellationToken = default)
    {
        CloseRequest.Require(options);
        return CloseConnectionAsync(options, cancellationToken);
    }

    /// <summary>
    /// Closes with 1000 as <see cref="CloseAsync(CancellationToken)"/> does, if there is a connection, gives up connecting, and completes all streams.
    /// Idempotent.
    /// </summary>
    public ValueTask DisposeAsync() => new(EndAsync());

    /// <summary>Hands all whole messages to a receiver that reads them in place; for generated code.</summary>
    /// <param name="receiver">Called before <see cref="Messages"/>, on the receive loop.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public IDisposable Attach(IMessageReceiver receiver) => _streams.Attach(receiver);
}
