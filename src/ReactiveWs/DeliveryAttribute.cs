namespace ReactiveWs;

/// <summary>What happens to a message when it is too much, or when nobody is there.</summary>
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
    /// <summary>The sender waits; on the receiving end reading stops.</summary>
    Wait,

    /// <summary>The oldest waiting message of its type is discarded.</summary>
    DropOldest,

    /// <summary>It is discarded itself.</summary>
    DropNewest,

    /// <summary>It replaces the waiting message of its type with the same key.</summary>
    Conflate,

    /// <summary>The connection is closed with 1008.</summary>
    Disconnect,
}

/// <summary>What sending does while there is no connection.</summary>
public enum Offline
{
    /// <summary>It throws <see cref="WebSocketErrorCode.NotConnected"/>.</summary>
    Fail,

    /// <summary>The message is kept for the next connection.</summary>
    Buffer,

    /// <summary>The message is discarded.</summary>
    Drop,
}
