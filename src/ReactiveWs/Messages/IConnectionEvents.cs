namespace ReactiveWs.Messages;

/// <summary>Takes the events of one connection, one at a time.</summary>
internal interface IConnectionEvents
{
    /// <summary>A message, or a slice of one; the payload is valid during the call only.</summary>
    void OnMessage(bool isText, ReadOnlySpan<byte> payload, bool isLast);

    void OnPong(TimeSpan roundTrip);

    void OnError(ReactiveWsException error);

    /// <summary>A message was discarded that waited to be sent.</summary>
    void OnDropped(DropReason reason, object message);

    void OnState(ConnectionState state);

    void OnClosed(CloseResult result);
}
