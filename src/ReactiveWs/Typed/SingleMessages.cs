using System.Buffers;
using System.Runtime.CompilerServices;
using ReactiveWs.Typed;

namespace ReactiveWs;

/// <summary>Messages without a protocol: records with <see cref="WsMessageAttribute"/>, sent and received by type.</summary>
public static class SingleMessages
{
    /// <summary>The messages of one type. What does not fit is on <see cref="OnMalformed{T}(ReactiveWebSocket)"/>.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="socket">Where from.</param>
    public static IObservable<T> On<T>(this ReactiveWebSocket socket)
        where T : IWsMessage<T> => Arrivals<T>.Of(socket).Messages;

    /// <summary>The messages of one type. What does not fit is on <see cref="OnMalformed{T}(WebSocketConnection)"/>.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="connection">Where from.</param>
    public static IObservable<T> On<T>(this WebSocketConnection connection)
        where T : IWsMessage<T> => Arrivals<T>.Of(connection).Messages;

    /// <summary>The messages with the discriminator of a type that do not fit it.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="socket">Where from.</param>
    public static IObservable<MalformedMessage> OnMalformed<T>(this ReactiveWebSocket socket)
        where T : IWsMessage<T> => Arrivals<T>.Of(socket).Malformeds;

    /// <summary>The messages with the discriminator of a type that do not fit it.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="connection">Where from.</param>
    public static IObservable<MalformedMessage> OnMalformed<T>(this WebSocketConnection connection)
        where T : IWsMessage<T> => Arrivals<T>.Of(connection).Malformeds;

    /// <summary>Sends a message.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="socket">Where to.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue.</param>
    /// <returns>What became of it.</returns>
    public static ValueTask<SendResult> SendAsync<T>(this ReactiveWebSocket socket, T message, CancellationToken cancellationToken = default)
        where T : IWsMessage<T>
    {
        ArgumentNullException.ThrowIfNull(socket);
        return socket.SendAsync(true, message, Write, cancellationToken);
    }

    /// <summary>Sends a message.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="connection">Where to.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives up waiting for room in the send queue.</param>
    /// <returns>What became of it.</returns>
    public static ValueTask<SendResult> SendAsync<T>(this WebSocketConnection connection, T message, CancellationToken cancellationToken = default)
        where T : IWsMessage<T>
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection.SendAsync(true, message, Write, cancellationToken);
    }

    static void Write<T>(IBufferWriter<byte> output, T message)
        where T : IWsMessage<T>
    {
        var writer = new ContractWriter(output, T.Options);
        writer.StartObject();
        writer.Name(",\"type\":"u8);
        writer.WriteText(T.Discriminator);
        T.WriteMembers(ref writer, message);
        writer.EndObject();
        writer.Flush();
    }
}

/// <summary>The messages of one type on one socket: read once, however many subscribe.</summary>
file sealed class Arrivals<T>
    where T : IWsMessage<T>
{
    static readonly ConditionalWeakTable<object, Arrivals<T>> s_all = [];
    static readonly byte[][] s_discriminator = ["type"u8.ToArray()];
    static readonly byte[] s_start = [.. Prefix, .. T.Discriminator, (byte)'"'];

    Arrivals(MessageSource<T> messages, MessageSource<MalformedMessage> malformeds) => (Messages, Malformeds) = (messages, malformeds);

    public MessageSource<T> Messages { get; }

    public MessageSource<MalformedMessage> Malformeds { get; }

    public static Arrivals<T> Of(ReactiveWebSocket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        lock (s_all)
        {
            return s_all.GetValue(socket, _ =>
            {
                var arrivals = new Arrivals<T>(new($"On<{typeof(T).Name}>", socket), new("OnMalformed", socket));
                socket.Attach(new MessageReceiver(arrivals.Receive));
                socket.Closes.Subscribe(static _ => { }, arrivals.Complete);
                return arrivals;
            });
        }
    }

    public static Arrivals<T> Of(WebSocketConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        lock (s_all)
        {
            return s_all.GetValue(connection, _ =>
            {
                var arrivals = new Arrivals<T>(new($"On<{typeof(T).Name}>", connection), new("OnMalformed", connection));
                connection.Attach(new MessageReceiver(arrivals.Receive));
                connection.Closes.Subscribe(static _ => { }, arrivals.Complete);
                return arrivals;
            });
        }
    }

    static ReadOnlySpan<byte> Prefix => "{\"type\":\""u8;

    void Receive(bool isText, ReadOnlySpan<byte> payload)
    {
        if (!isText || !EnvelopeReader.TryFind(payload, Prefix, s_discriminator, T.Options, out ReadOnlySpan<byte> type)) return;
        if (!type.SequenceEqual(T.Discriminator)) return;
        if (EnvelopeReader.TryRead<T, ContractCodec<T>>(payload, s_start, T.Options, out T? message, out MalformedReason? reason)) Messages.OnNext(message);
        else if (Malformeds.IsObserved) Malformeds.OnNext(new MalformedMessage(System.Text.Encoding.UTF8.GetString(type), reason, payload.ToArray()));
    }

    void Complete()
    {
        Messages.OnCompleted();
        Malformeds.OnCompleted();
    }
}
