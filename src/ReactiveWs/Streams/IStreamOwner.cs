namespace ReactiveWs.Streams;

/// <summary>Who owns a stream: told when a subscriber throws or is overrun.</summary>
internal interface IStreamOwner
{
    /// <summary>A subscriber or handler of the stream threw.</summary>
    void OnSubscriberFailed(string stream, Exception exception);

    /// <summary>A call failed, and its caller is told.</summary>
    void OnCallFailed(ReactiveWsException error);

    /// <summary>An inbox discarded an event.</summary>
    void OnDropped(DropReason reason, object? value);

    /// <summary>An inbox is full, and may neither wait nor discard: whoever the event came from is to be disconnected.</summary>
    void Disconnect(object? value, ReactiveWsException congestion);
}
