using System.Reactive;
using ReactiveWs.Messages;

namespace ReactiveWs.Streams;

/// <summary>The streams of one connection, or of one client over all its connections. Each is made when it is first asked for.</summary>
internal sealed class ConnectionStreams(IStreamOwner owner)
{
    Multicast<WebSocketMessage>? _messages;
    Multicast<Unit>? _dataEnds;
    Multicast<Pong>? _pongs;
    Multicast<CloseResult>? _closes;
    ErrorStream? _errors;
    Multicast<DroppedMessage>? _drops;
    CurrentValue<ConnectionState>? _states;
    IMessageReceiver[] _receivers = [];
    PooledBuffer? _slices;
    ConnectionState _state;
    bool _completed;

    public IObservable<WebSocketMessage> Messages => Get(ref _messages, nameof(Messages));

    public IObservable<Unit> DataEnds => Get(ref _dataEnds, nameof(DataEnds));

    public IObservable<Pong> Pongs => Get(ref _pongs, nameof(Pongs));

    public IObservable<CloseResult> Closes => Get(ref _closes, nameof(Closes));

    public IObservable<ReactiveWsException> Errors
    {
        get
        {
            if (_errors is { } made) return made;
            Interlocked.CompareExchange(ref _errors, new(owner), null);
            return Made(_errors);
        }
    }

    public IObservable<DroppedMessage> Drops => Get(ref _drops, nameof(Drops));

    public IObservable<ConnectionState> States
    {
        get
        {
            if (_states is { } made) return made;
            Interlocked.CompareExchange(ref _states, new(nameof(States), owner, _state), null);
            return Made(_states);
        }
    }

    public ConnectionState State => _state;

    /// <summary>Whether a message has to be materialised.</summary>
    public bool MessagesObserved => _messages is { IsObserved: true };

    /// <summary>Hands a message to the receivers; they get it whole even where it comes in slices.</summary>
    public void OnMessage(bool isText, ReadOnlySpan<byte> payload, bool isLast)
    {
        if (Volatile.Read(ref _receivers) is not { Length: > 0 } receivers) return;
        if (isLast && _slices is null)
        {
            foreach (var receiver in receivers) Receive(receiver, isText, payload);
            return;
        }
        _slices ??= new PooledBuffer();
        _slices.Append(payload);
        if (!isLast) return;
        foreach (var receiver in receivers) Receive(receiver, isText, _slices.Written);
        _slices.Clear();
        _slices = null;
    }

    public void OnMessage(WebSocketMessage message) => _messages?.OnNext(message);

    public void OnDataEnd() => _dataEnds?.OnNext(Unit.Default);

    public void OnPong(TimeSpan roundTrip) => _pongs?.OnNext(new Pong(roundTrip));

    public void OnError(ReactiveWsException error) => _errors?.OnNext(error);

    public void OnClosed(CloseResult result) => _closes?.OnNext(result);

    public void OnDropped(DroppedMessage dropped) => _drops?.OnNext(dropped);

    public void OnState(ConnectionState state)
    {
        _state = state;
        _states?.OnNext(state);
    }

    /// <summary>All streams end but the errors: what subscribers throw at the end is still to be told. Idempotent.</summary>
    public void OnCompleted()
    {
        Volatile.Write(ref _completed, true);
        Interlocked.MemoryBarrier();
        _messages?.OnCompleted();
        _dataEnds?.OnCompleted();
        _pongs?.OnCompleted();
        _closes?.OnCompleted();
        _drops?.OnCompleted();
        _states?.OnCompleted();
    }

    /// <summary>The last of the streams ends. Idempotent.</summary>
    public void OnErrorsCompleted() => _errors?.OnCompleted();

    public IDisposable Attach(IMessageReceiver receiver)
    {
        Update(receivers => [.. receivers, receiver]);
        return System.Reactive.Disposables.Disposable.Create(() => Update(receivers => [.. receivers.Where(other => other != receiver)]));
    }

    void Update(Func<IMessageReceiver[], IMessageReceiver[]> change)
    {
        IMessageReceiver[] seen;
        do seen = Volatile.Read(ref _receivers);
        while (Interlocked.CompareExchange(ref _receivers, change(seen), seen) != seen);
    }

    void Receive(IMessageReceiver receiver, bool isText, ReadOnlySpan<byte> payload)
    {
        try
        {
            receiver.OnMessage(isText, payload);
        }
        catch (Exception e)
        {
            owner.OnSubscriberFailed(receiver.GetType().Name, e);
        }
    }

    Multicast<T> Get<T>(ref Multicast<T>? stream, string name)
    {
        if (stream is { } made) return made;
        Interlocked.CompareExchange(ref stream, new Multicast<T>(name, owner), null);
        return Made(stream);
    }

    /// <summary>A stream that was made too late has ended already.</summary>
    Multicast<T> Made<T>(Multicast<T> stream)
    {
        if (Volatile.Read(ref _completed)) stream.OnCompleted();
        return stream;
    }
}
