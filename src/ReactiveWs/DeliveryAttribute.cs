namespace ReactiveWs;

/// <summary>
/// What happens to a message when it is too much, or when nobody is there. On the end that sends it the policy stands before the send queue, for a peer that
/// takes nothing; on the end that receives it, before the handler (<c>Attach</c>), for a handler that is busy. Whoever subscribes to the message's stream
/// chooses there: <c>SubscribeAwait</c> has <c>capacity</c> and <c>whenFull</c>, and <c>SubscribeAwaitLatest</c> conflates.
/// </summary>
/// <remarks>What is discarded is on <c>Drops</c> with the reason, counted, and where it was just being sent, <c>SendAsync</c> returns <see cref="SendResult.Dropped"/>.</remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class DeliveryAttribute : Attribute
{
    /// <summary>What happens when <see cref="Capacity"/> messages wait already. Default <see cref="ReactiveWs.Overflow.Wait"/>.</summary>
    public Overflow Overflow { get; set; }

    /// <summary>The property whose value tells which older message a newer one replaces. Needed by <see cref="ReactiveWs.Overflow.Conflate"/>.</summary>
    public string? Key { get; set; }

    /// <summary>How many messages of this type may wait, at least 1. Default 100.</summary>
    public int Capacity { get; set; } = 100;

    /// <summary>What sending does while there is no connection. Default <see cref="ReactiveWs.Offline.Fail"/>.</summary>
    public Offline Offline { get; set; }
}

/// <summary>What happens to a message for which there is no room.</summary>
public enum Overflow
{
    /// <summary>The sender waits, at most 4,096 do, more get <see cref="WebSocketErrorCode.Congested"/>; on the receiving end reading stops. <c>Capacity</c> plays no part.</summary>
    Wait,

    /// <summary>The oldest waiting message of its type is discarded.</summary>
    DropOldest,

    /// <summary>It is discarded itself.</summary>
    DropNewest,

    /// <summary>It replaces the waiting message of its type with the same key; when <c>Capacity</c> keys wait, the oldest message is discarded.</summary>
    Conflate,

    /// <summary>The connection is closed with 1008, and <c>Errors</c> carries <see cref="WebSocketErrorCode.Congested"/>.</summary>
    Disconnect,
}

/// <summary>What sending does while there is no connection.</summary>
public enum Offline
{
    /// <summary>It throws <see cref="WebSocketErrorCode.NotConnected"/>.</summary>
    Fail,

    /// <summary>
    /// The message is kept for the client's next connection, up to <c>Capacity</c>; sending returns <see cref="SendResult.Buffered"/>. What is kept leaves in
    /// the order of the calls, over all types, when the subscribers of <c>Opens</c> are done and the live subscriptions were sent. When as many are kept
    /// already, <c>Overflow</c> decides; with <c>Wait</c> and <c>Disconnect</c> sending throws <see cref="WebSocketErrorCode.Congested"/>. What had entered the
    /// send queue when a link died is not kept but counted in <see cref="CloseResult.Undelivered"/>; what is still kept when the client is disposed is on
    /// <c>Drops</c>. A peer of a server has no next connection: there it is as <see cref="Fail"/>.
    /// </summary>
    Buffer,

    /// <summary>The message is discarded, and sending returns <see cref="SendResult.Dropped"/>.</summary>
    Drop,
}
