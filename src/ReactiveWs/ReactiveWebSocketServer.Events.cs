using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ReactiveWs.Messages;
using ReactiveWs.Serving;
using ReactiveWs.Streams;

namespace ReactiveWs;

/// <content>How the events of connections become events of the server.</content>
public sealed partial class ReactiveWebSocketServer : IStreamOwner, IReceivesClients
{
    ValueTask<int> BroadcastAsync(SharedMessage message, Func<WebSocketConnection, bool>? where, CancellationToken cancellationToken) =>
        Broadcast.SendAsync(Engines(where), message, cancellationToken);

    IEnumerable<Connection> Engines(Func<WebSocketConnection, bool>? where)
    {
        foreach (var connection in _registry.All)
        {
            if (where is null || where(connection)) yield return connection.Engine;
        }
    }

    internal bool MessagesObserved => _messageReceived.IsObserved;

    internal ILogger Logger => _running?.Settings.Logger ?? NullLogger.Instance;

    IReadOnlyList<string> IReceivesClients.Protocols
    {
        get
        {
            lock (_protocols) return [.. _protocols];
        }
    }

    Connection IReceivesClients.OnAdmitted(Admitted client, ConnectionSettings settings, out Action announce)
    {
        var connection = new WebSocketConnection(this, client, settings);
        announce = () =>
        {
            _registry.Add(connection);
            lock (_turn) _connects.OnNext(connection);
        };
        return connection.Engine;
    }

    IEnumerable<Connection> IReceivesClients.Open => Engines(null);

    void IReceivesClients.OnError(ReactiveWsException error) => OnError(error);

    internal void OnMessage(WebSocketConnection connection, WebSocketMessage message)
    {
        if (!_messageReceived.IsObserved) return;
        lock (_turn) _messageReceived.OnNext(new ServerMessage(connection, message));
    }

    internal void OnError(ReactiveWsException error)
    {
        lock (_turn) _errors.OnNext(error);
    }

    internal void OnClosed(WebSocketConnection connection, CloseResult result)
    {
        _registry.Remove(connection);
        lock (_turn) _closes.OnNext(new ConnectionClosed(connection, result.Code, result.Reason, result.WasClean, result.Undelivered));
    }

    WebSocketConnection Known(WebSocketConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return _registry.Contains(connection)
            ? connection
            : throw new ReactiveWsException(WebSocketErrorCode.UnknownConnection,
                $"The connection {connection} is not, or no longer, one of this server's: ListAllConnections tells which are.").About(connection).Told(this);
    }

    void IStreamOwner.OnSubscriberFailed(string stream, Exception exception) => SubscriberFailure.Report(stream, exception, Logger, OnError);

    void IStreamOwner.OnCallFailed(ReactiveWsException error) => OnError(error);

    void IStreamOwner.OnDropped(DropReason reason, object? value)
    {
        lock (_turn) _drops.OnNext(new DroppedMessage(reason, EventType.Of(value), value, ConnectionOf(value)));
    }

    void IStreamOwner.Disconnect(object? value, ReactiveWsException congestion)
    {
        if (ConnectionOf(value) is { } connection) connection.Disconnect(congestion);
        else OnError(congestion);
    }

    static WebSocketConnection? ConnectionOf(object? value) => value switch
    {
        ServerMessage message => message.ClientConnection,
        WebSocketConnection connection => connection,
        ConnectionClosed closed => closed.ClientConnection,
        _ => null,
    };
}
