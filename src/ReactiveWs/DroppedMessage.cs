namespace ReactiveWs;

/// <summary>Why a delivery policy discarded a message.</summary>
public enum DropReason
{
    /// <summary>A bounded queue was full, and its policy discards rather than waits.</summary>
    QueueFull,

    /// <summary>A newer message with the same key replaced it.</summary>
    Conflated,

    /// <summary>There was no connection, and its policy does not keep messages for the next one, or there will be none: the client was disposed.</summary>
    Offline,

    /// <summary>The connection ended while it waited, by its policy, for room in the send queue.</summary>
    ConnectionEnded,
}

/// <summary>A message that a delivery policy discarded. Nothing is discarded silently.</summary>
/// <param name="Reason">Why.</param>
/// <param name="MessageType">The contract's name or, for untyped messages, <c>text</c> or <c>binary</c>.</param>
/// <param name="Message">The message itself; null where it had not been materialised.</param>
/// <param name="Connection">The server's connection it belonged to; null on a client.</param>
public sealed record DroppedMessage(DropReason Reason, string MessageType, object? Message, WebSocketConnection? Connection);
