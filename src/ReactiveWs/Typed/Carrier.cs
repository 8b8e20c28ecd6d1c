using System.Buffers;
using ReactiveWs.Messages;
using ReactiveWs.Streams;

namespace ReactiveWs.Typed;

/// <summary>What a conversation needs of a socket or a connection, which are otherwise unlike.</summary>
abstract class Carrier
{
    public abstract IStreamOwner Owner { get; }

    /// <summary>The present connection; null before the first.</summary>
    public abstract Connection? Engine { get; }

    public abstract ValueTask<SendResult> SendAsync<TState>(bool isText, TState state, Action<IBufferWriter<byte>, TState> write, CancellationToken cancellationToken);

    public TimeProvider Time => Engine?.Settings.Time ?? TimeProvider.System;

    public TimeSpan CloseTimeout => Engine?.Settings.CloseTimeout ?? TimeSpan.Zero;

    public void BeginClose(int code, string reason) => Engine?.BeginClose(code, reason);

    public static Carrier Of(ReactiveWebSocket socket) => new SocketCarrier(socket);

    public static Carrier Of(WebSocketConnection connection) => new ConnectionCarrier(connection);

    sealed class SocketCarrier(ReactiveWebSocket socket) : Carrier
    {
        public override IStreamOwner Owner => socket;

        public override Connection? Engine => socket.Engine;

        public override ValueTask<SendResult> SendAsync<TState>(bool isText, TState state, Action<IBufferWriter<byte>, TState> write, CancellationToken cancellationToken) =>
            socket.SendAsync(isText, state, write, cancellationToken);
    }

    sealed class ConnectionCarrier(WebSocketConnection connection) : Carrier
    {
        public override IStreamOwner Owner => connection;

        public override Connection? Engine => connection.Engine;

        public override ValueTask<SendResult> SendAsync<TState>(bool isText, TState state, Action<IBufferWriter<byte>, TState> write, CancellationToken cancellationToken) =>
            connection.SendAsync(isText, state, write, cancellationToken);
    }
}
