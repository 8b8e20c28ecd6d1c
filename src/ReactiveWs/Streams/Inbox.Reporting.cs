using ReactiveWs.Messages;

namespace ReactiveWs.Streams;

/// <summary>Whom an inbox tells of what is lost or thrown: the owners of the streams that it stands on.</summary>
internal sealed partial class Inbox<T>
{
    IReadOnlyCollection<IStreamOwner> _owners = [];
    IReadOnlyCollection<string> _streams = [];

    /// <summary>Whether errors arrive here.</summary>
    public bool IsOfErrors => StandsOn(ErrorStream.Name);

    /// <summary>Subscribes, and notes which of our streams lie below.</summary>
    public IDisposable SubscribeTo(IObservable<T> source)
    {
        using var scope = new SubscribeScope();
        (_owners, _streams) = (scope.Owners, scope.Streams);
        return source.Subscribe(this);
    }

    public void ReportFailure(Exception exception)
    {
        var stream = IsOfErrors ? ErrorStream.Name : string.Join(" and ", _streams);
        foreach (var owner in _owners) owner.OnSubscriberFailed(stream, exception);
        // a stream that is none of ours: the runtime's own channel for failures nobody awaits
        if (_owners.Count == 0) _ = Task.FromException(exception);
    }

    void Report(DropReason reason, Item item)
    {
        Telemetry.Dropped(reason, EventType.Of(item.Value));
        if (StandsOn("Drops")) return;     // it would only be dropped in turn
        foreach (var owner in _owners) owner.OnDropped(reason, (item.Value as ICarriesMessage)?.Message ?? item.Value);
    }

    void Disconnect(T value, ReactiveWsException congestion)
    {
        if (IsOfErrors)
        {
            // one more error would find no room either
            foreach (var owner in _owners) owner.OnDropped(DropReason.QueueFull, value);
            return;
        }
        foreach (var owner in _owners) owner.Disconnect(value, congestion);
        if (_owners.Count == 0) _ = Task.FromException(congestion);
    }

    static ReactiveWsException Congestion(int capacity) => new(WebSocketErrorCode.Congested,
        $"The inbox of a SubscribeAwait is full ({capacity} events) and cannot make the connection wait, because an operator before it moved the events"
        + " off the receive loop: subscribe without that operator, enlarge the capacity, or choose WhenFull.DropOldest or DropNewest.");

    static ReactiveWsException Congestion(Lane<T> lane, Item item) => new(WebSocketErrorCode.Congested,
        $"{lane.Capacity} {EventType.Of(item.Value)} messages wait for their handler, as many as the Capacity of their [Delivery] allows, and it says Disconnect:"
        + " raise it, or choose another Overflow.");

    bool StandsOn(string stream) => _streams.Contains(stream);
}
