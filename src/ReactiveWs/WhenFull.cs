namespace ReactiveWs;

/// <summary>What happens to a message that finds its bounded queue full.</summary>
public enum WhenFull
{
    /// <summary>
    /// The connection stops reading until there is room. Possible only where the message arrives on the connection's receive loop, that is
    /// directly or through synchronous operators; elsewhere the connection is closed as with <see cref="Disconnect"/>.
    /// </summary>
    Wait,

    /// <summary>The oldest queued message is discarded.</summary>
    DropOldest,

    /// <summary>The message itself is discarded.</summary>
    DropNewest,

    /// <summary>The connection is closed with 1008, and <c>Errors</c> carries <see cref="WebSocketErrorCode.Congested"/>.</summary>
    Disconnect,
}
