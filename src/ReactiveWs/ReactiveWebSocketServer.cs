using System.Collections.Concurrent;
using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ReactiveWs.Bytes;
using ReactiveWs.Devices;
using ReactiveWs.Messages;
using ReactiveWs.Serving;
using ReactiveWs.Streams;

namespace ReactiveWs;

/// <summary>A WebSocket server whose events are streams. It needs no web host: it listens by itself.</summary>
/// <remarks>
/// All members may be used from any thread. The streams of the server carry the events of all connections, one at a time across them; a busy server
/// uses each connection's own streams instead, which run in parallel. <see cref="Connects"/> comes before a connection's first read: who subscribes to the
/// connection's streams there misses nothing, and a <c>SubscribeAwait</c> there holds the first read until it is done. The streams
/// complete when the server is disposed; stopped, it can be started again.
/// </remarks>
public sealed partial class ReactiveWebSocketServer : IAsyncDisposable
{
    readonly Lock _turn = new();          // server-wide events come one at a time
    readonly ConnectionRegistry<WebSocketConnection> _registry = new();
    readonly Multicast<WebSocketConnection> _connects;
    readonly Multicast<ServerMessage> _messageReceived;
    readonly Multicast<ConnectionClosed> _closes;
    readonly ErrorStream _errors;
    readonly Multicast<DroppedMessage> _drops;
    readonly List<string> _protocols = [];
    readonly ConcurrentDictionary<Running, byte> _hosting = new();      // links that were handed in with options of their own
    Running? _running;
    bool _disposed;

    /// <summary>Makes a server that does not listen yet.</summary>
    public ReactiveWebSocketServer()
    {
        _connects = new(nameof(Connects), this);
        _messageReceived = new(nameof(MessageReceived), this);
        _closes = new(nameof(Closes), this);
        _errors = new(this);
        _drops = new(nameof(Drops), this);
    }

    /// <summary>New connections (module: <c>connect</c>, API 19).</summary>
    public IObservable<WebSocketConnection> Connects => _connects;

    /// <summary>The messages of all connections (module: <c>messageReceive</c>, API 19).</summary>
    public IObservable<ServerMessage> MessageReceived => _messageReceived;

    /// <summary>The ends of connections (module: <c>close</c>, API 19).</summary>
    public IObservable<ConnectionClosed> Closes => _closes;

    /// <summary>What went wrong with connections, and requests that were refused (module: <c>error</c>, API 19).</summary>
    public IObservable<ReactiveWsException> Errors => _errors;

    /// <summary>What a delivery policy on one of the server's own streams discarded.</summary>
    public IObservable<DroppedMessage> Drops => _drops;

    /// <summary>The port it listens on; 0 when it does not.</summary>
    public int Port => _running?.Port ?? 0;

    /// <summary>Starts to listen (module: <c>start</c>, API 19).</summary>
    /// <param name="config">What to listen on and what to allow. Default: a free port of 127.0.0.1.</param>
    /// <param name="cancellationToken">Not used: starting does not wait.</param>
    /// <exception cref="ReactiveWsException">
    /// 2302004: ServerIP; 2302005: ServerPort; 2302007: the port is in use; 2302002: a certificate file; 201: not permitted; 401: another option.
    /// The same value is on <see cref="Errors"/>.
    /// </exception>
    /// <exception cref="InvalidOperationException">It listens already.</exception>
    /// <exception cref="PlatformNotSupportedException">The device cannot be a server.</exception>
    [RequiresCapability(Capability.Server), EnsuresState(WsState.Open, WhilePending = WsState.Connecting)]
    public Task StartAsync(WebSocketServerConfig? config = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        config ??= new WebSocketServerConfig();
        OptionDemands.Check(config);
        if (_running is not null) throw AlreadyListening();
        try
        {
            var running = Running.Start(this, config, listens: true);
            if (Interlocked.CompareExchange(ref _running, running, null) is not null)
            {
                running.Dispose();
                throw AlreadyListening();
            }
            running.AcceptAll();
            return Task.CompletedTask;
        }
        catch (ReactiveWsException e)
        {
            OnError(e);
            return Task.FromException(e);
        }
    }

    /// <summary>
    /// Stops to listen, tells every client 1001, gives queued messages and close handshakes DrainTimeout, and cuts what is left then
    /// (module: <c>stop</c>, API 19). Links that were handed in are ended too. Does nothing when there is nothing to stop.
    /// </summary>
    /// <param name="cancellationToken">Cuts at once what is left.</param>
    /// <returns>How it went, with the number of messages that could not be delivered.</returns>
    [EnsuresState(WsState.Closed)]
    public async Task<StopResult> StopAsync(CancellationToken cancellationToken = default)
    {
        var listening = Interlocked.Exchange(ref _running, null);
        IEnumerable<Running> all = listening is null ? _hosting.Keys : _hosting.Keys.Append(listening);
        var results = await Task.WhenAll(all.Select(running => running.StopAsync(cancellationToken))).ConfigureAwait(false);
        return results.Aggregate(default(StopResult), (sum, result) => sum.Plus(result));
    }

    /// <summary>
    /// Serves one client over bytes that something else accepted, the upgrade included, until it ends; for hosts of their own and, with
    /// <see cref="MemoryLink"/>, for tests. Without <see cref="StartAsync"/> before, the options are the default ones.
    /// </summary>
    /// <param name="link">A duplex stream; owned by the server from now on.</param>
    /// <param name="config">The options, when the server does not listen. Default: those it listens with, or the default ones.</param>
    /// <param name="cancellationToken">Cuts the connection.</param>
    [RequiresCapability(Capability.Server), EnsuresState(WsState.Open)]
    public async Task AcceptAsync(Stream link, WebSocketServerConfig? config = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(link);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var running = _running;
        if (running is null || config is not null) running = Host(config ?? new WebSocketServerConfig());
        var bytes = StreamLink.Over(link);
        await using var cancellation = cancellationToken.UnsafeRegister(static state => ((ByteLink)state!).Abort(), bytes).ConfigureAwait(false);
        await running.ServeAsync(bytes, remote: null, tls: null).ConfigureAwait(false);
        if (_hosting.TryRemove(running, out _)) running.Dispose();
    }

    Running Host(WebSocketServerConfig config)
    {
        OptionDemands.Check(config);
        var running = Running.Start(this, config, listens: false);
        _hosting[running] = 0;
        return running;
    }

    InvalidOperationException AlreadyListening() => new($"The server listens on port {Port} already: stop it first, or use a second server.");

    /// <summary>All open connections (module: <c>listAllConnections</c>, API 19). A snapshot; empty when there are none.</summary>
    public IReadOnlyList<WebSocketConnection> ListAllConnections() => _registry.All;

    /// <summary>Sends a text message to one connection (module: <c>send</c>, API 19).</summary>
    /// <param name="text">The text.</param>
    /// <param name="connection">A connection of this server.</param>
    /// <param name="cancellationToken">Takes the message back while it waits for room.</param>
    /// <exception cref="ReactiveWsException">2302006: the connection is not, or no longer, this server's; otherwise as <see cref="WebSocketConnection.SendAsync(string, CancellationToken)"/>.</exception>
    [RequiresState(WsState.Open)]
    public ValueTask<SendResult> SendAsync(string text, WebSocketConnection connection, CancellationToken cancellationToken = default) =>
        Known(connection).SendAsync(text, cancellationToken);

    /// <summary>Sends a binary message to one connection (module: <c>send</c>, API 19).</summary>
    /// <param name="data">The bytes; they must not change until the task completes.</param>
    /// <param name="connection">A connection of this server.</param>
    /// <param name="cancellationToken">Takes the message back while it waits for room.</param>
    /// <inheritdoc cref="SendAsync(string, WebSocketConnection, CancellationToken)"/>
    [RequiresState(WsState.Open)]
    public ValueTask<SendResult> SendAsync(ReadOnlyMemory<byte> data, WebSocketConnection connection, CancellationToken cancellationToken = default) =>
        Known(connection).SendAsync(data, cancellationToken);

    /// <summary>Sends a text message to all connections, encoded once.</summary>
    /// <param name="text">The text.</param>
    /// <param name="where">Which connections get it. Default: all.</param>
    /// <param name="cancellationToken">Stops waiting for those whose queues are full.</param>
    /// <returns>How many connections have it in their send queue; those that end meanwhile are not counted.</returns>
    public ValueTask<int> BroadcastAsync(string text, Func<WebSocketConnection, bool>? where = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return BroadcastAsync(SharedMessage.Of(text), where, cancellationToken);
    }

    /// <summary>Sends a binary message to all connections, encoded once.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="where">Which connections get it. Default: all.</param>
    /// <param name="cancellationToken">Stops waiting for those whose queues are full.</param>
    /// <inheritdoc cref="BroadcastAsync(string, Func{WebSocketConnection, bool}, CancellationToken)"/>
    public ValueTask<int> BroadcastAsync(ReadOnlyMemory<byte> data, Func<WebSocketConnection, bool>? where = null, CancellationToken cancellationToken = default) =>
        BroadcastAsync(SharedMessage.Of(data.Span), where, cancellationToken);

    /// <summary>Sends what writes itself to all connections, encoded once; for generated code.</summary>
    /// <typeparam name="TState">What is written.</typeparam>
    /// <param name="isText">Whether it writes UTF-8 text.</param>
    /// <param name="state">Handed to <paramref name="write"/>.</param>
    /// <param name="write">Writes the payload.</param>
    /// <param name="where">Which connections get it; null: all.</param>
    /// <param name="cancellationToken">Stops waiting for those whose queues are full.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ValueTask<int> BroadcastAsync<TState>(
        bool isText, TState state, Action<System.Buffers.IBufferWriter<byte>, TState> write, Func<WebSocketConnection, bool>? where = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        return BroadcastAsync(SharedMessage.Of(isText, state, write), where, cancellationToken);
    }

    /// <summary>Closes one connection with 1000 (module: <c>close</c>, API 19).</summary>
    /// <param name="connection">A connection of this server.</param>
    /// <param name="cancellationToken">Stops waiting; the close goes on.</param>
    /// <exception cref="ReactiveWsException">2302006: the connection is not, or no longer, this server's.</exception>
    [EnsuresState(WsState.Closed)]
    public Task CloseAsync(WebSocketConnection connection, CancellationToken cancellationToken = default) =>
        CloseAsync(connection, CloseRequest.Default, cancellationToken);

    /// <summary>Closes one connection (module: <c>close</c>, API 19).</summary>
    /// <param name="connection">A connection of this server.</param>
    /// <param name="options">What the close frame says.</param>
    /// <param name="cancellationToken">Stops waiting; the close goes on.</param>
    /// <exception cref="ReactiveWsException">2302006: the connection is not, or no longer, this server's.</exception>
    /// <exception cref="ArgumentException">The code or the reason cannot be sent.</exception>
    [EnsuresState(WsState.Closed)]
    public Task CloseAsync(WebSocketConnection connection, WebSocketCloseOptions options, CancellationToken cancellationToken = default) =>
        Known(connection).CloseAsync(options, cancellationToken);

    /// <summary>Adds a subprotocol to those that it speaks; for generated code.</summary>
    /// <param name="protocol">The token.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AddProtocol(string protocol)
    {
        lock (_protocols)
        {
            if (!_protocols.Contains(protocol)) _protocols.Add(protocol);
        }
    }

    /// <summary>Stops, and completes all streams.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await StopAsync().ConfigureAwait(false);
        _connects.OnCompleted();
        _messageReceived.OnCompleted();
        _closes.OnCompleted();
        _drops.OnCompleted();
        _errors.OnCompleted();
    }
}
