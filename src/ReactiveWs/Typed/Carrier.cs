using ReactiveWs.Messages;
using ReactiveWs.Streams;

namespace ReactiveWs.Typed;

/// <summary>What a conversation needs of a socket or a connection, which are otherwise unlike.</summary>
abstract class Carrier
{
    public abstract IStreamOwner Owner { get; }

    /// <summary>The present connection; null before the first.</summary>
    public abstract Connection? Engine { get; }

    /// <summary>The messages that are kept for the next connection; null where there will be none.</summary>
    public virtual Backlog? Kept => null;

    // not virtual: a generic method that is gets looked up at each call
    public ValueTask<SendResult> SendAsync<T>(T message, CancellationToken cancellationToken) where T : struct, IOutgoing =>
        ReactiveWebSocket.SendAsync(Engine, Owner, message, cancellationToken);

    /// <summary>Lets a backlog go on, when that may be now. False when the connection takes nothing any more.</summary>
    public virtual bool Offer(Backlog backlog) => Engine is { } engine && engine.Queue.Offer(backlog);

    public TimeProvider Time => Engine?.Settings.Time ?? TimeProvider.System;

    public TimeSpan CloseTimeout => Engine?.Settings.CloseTimeout ?? TimeSpan.Zero;

    public void BeginClose(int code, string reason) => Engine?.BeginClose(code, reason);

    public static Carrier Of(ReactiveWebSocket socket) => new SocketCarrier(socket);

    public static Carrier Of(WebSocketConnection connection) => new ConnectionCarrier(connection);

    sealed class SocketCarrier(ReactiveWebSocket socket) : Carrier
    {
        public override IStreamOwner Owner => socket;

        public override Connection? Engine => socket.Engine;

        public override Backlog? Kept => socket.Kept;

        public override bool Offer(Backlog backlog)
        {
            if (backlog != Kept) return base.Offer(backlog);
            socket.SendKept();
            return true;
        }
    }

    sealed class ConnectionCarrier(WebSocketConnection connection) : Carrier
    {
        public override IStreamOwner Owner => connection;

        public override Connection? Engine => connection.Engine;
    }
}
