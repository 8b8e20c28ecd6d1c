namespace ReactiveWs;

/// <summary>What became of a message that was given to <c>SendAsync</c>. What could not be accepted throws instead.</summary>
public enum SendResult
{
    /// <summary>In the connection's send queue or, by its delivery policy, before it; or already with the operating system.</summary>
    Queued,

    /// <summary>Kept until the next connection, because the message's policy says so and there is no connection now.</summary>
    Buffered,

    /// <summary>Discarded by the message's policy; the <c>Drops</c> stream carries it too.</summary>
    Dropped,
}
