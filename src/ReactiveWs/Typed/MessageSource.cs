using System.ComponentModel;
using ReactiveWs.Messages;
using ReactiveWs.Streams;

namespace ReactiveWs.Typed;

/// <summary>A stream of generated code, with all that holds for the streams of its socket: a subscriber that throws is reported there and harms nobody.</summary>
/// <typeparam name="T">The type of the events.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MessageSource<T> : IObservable<T>
{
    /// <summary>The contract that the events are messages of; null when they are none.</summary>
    static readonly string? s_name = EventType.OfMessages<T>();

    readonly Multicast<T> _events;
    readonly Lock? _turn;

    /// <summary>A stream of a client.</summary>
    public MessageSource(string name, ReactiveWebSocket socket) => _events = new Multicast<T>(name, socket);

    /// <summary>A stream of one connection.</summary>
    public MessageSource(string name, WebSocketConnection connection) => _events = new Multicast<T>(name, connection);

    /// <summary>A stream of all connections of a server: its events come one at a time.</summary>
    public MessageSource(string name, ReactiveWebSocketServer server)
    {
        _events = new Multicast<T>(name, server);
        _turn = new Lock();
    }

    /// <summary>Whether anybody listens.</summary>
    public bool IsObserved => _events.IsObserved;

    /// <inheritdoc/>
    public IDisposable Subscribe(IObserver<T> observer) => _events.Subscribe(observer);

    /// <summary>Delivers an event.</summary>
    public void OnNext(T value)
    {
        if (s_name is not null) Recognised.As(s_name);
        if (_turn is null)
        {
            _events.OnNext(value);
            return;
        }
        lock (_turn) _events.OnNext(value);
    }

    /// <summary>Ends the stream.</summary>
    public void OnCompleted() => _events.OnCompleted();
}
