namespace ReactiveWs;

/// <summary>A WebSocket server whose events are streams.</summary>
public sealed class ReactiveWebSocketServer : IAsyncDisposable
{
    /// <summary>New connections.</summary>
    public IObservable<WebSocketConnection> Connects => throw new NotSupportedException();

    /// <summary>Messages of all connections.</summary>
    public IObservable<ServerMessage> MessageReceived => throw new NotSupportedException();

    /// <summary>Ends of connections.</summary>
    public IObservable<ConnectionClosed> Closes => throw new NotSupportedException();

    /// <summary>Errors of connections and of refused requests.</summary>
    public IObservable<ReactiveWsException> Errors => throw new NotSupportedException();

    /// <summary>The port it listens on; 0 when it does not.</summary>
    public int Port => throw new NotSupportedException();

    /// <summary>Starts to listen.</summary>
    [RequiresCapability(Capability.Server), EnsuresState(WsState.Open, WhilePending = WsState.Connecting)]
    public Task StartAsync(WebSocketServerConfig? config = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Stops.</summary>
    [EnsuresState(WsState.Closed)]
    public Task StopAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Serves one connection over bytes that something else accepted.</summary>
    [EnsuresState(WsState.Open)]
    public Task AcceptAsync(Stream link, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>All open connections.</summary>
    public IReadOnlyList<WebSocketConnection> ListAllConnections() => throw new NotSupportedException();

    /// <summary>Sends a text message to one connection.</summary>
    [RequiresState(WsState.Open)]
    public ValueTask<SendResult> SendAsync(string text, WebSocketConnection connection, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Sends a binary message to one connection.</summary>
    [RequiresState(WsState.Open)]
    public ValueTask<SendResult> SendAsync(ReadOnlyMemory<byte> data, WebSocketConnection connection, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Sends a text message to all connections.</summary>
    public ValueTask<int> BroadcastAsync(string text, Func<WebSocketConnection, bool>? where = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Sends a binary message to all connections.</summary>
    public ValueTask<int> BroadcastAsync(ReadOnlyMemory<byte> data, Func<WebSocketConnection, bool>? where = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Closes one connection.</summary>
    public Task<CloseResult> CloseAsync(WebSocketConnection connection, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Closes one connection.</summary>
    public Task<CloseResult> CloseAsync(WebSocketConnection connection, WebSocketCloseOptions options, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Stops, and completes all streams.</summary>
    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
