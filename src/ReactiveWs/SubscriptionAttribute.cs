namespace ReactiveWs;

/// <summary>
/// Makes an inbound message a keyed subscription. Instead of one stream the client gets a method with the key as its parameter: a cold,
/// ref-counted observable whose first subscriber sends <see cref="Subscribe"/> and whose last one sends <see cref="Unsubscribe"/>. On each new connection
/// the keys that live are sent again, once, in the order in which they began, when the subscribers of <c>Opens</c> are done (so a log-in there goes first).
/// </summary>
/// <remarks>
/// Both messages are made by the generated code, with the key alone: each needs a public constructor whose first parameter has the type of the key
/// property, and whose others have default values. <c>record Sub(string Symbol, int Depth = 10)</c> fits; where the wire wants more than that, give the
/// record a second constructor that takes the key and fills in the rest, and mark the primary one <c>[method: JsonConstructor]</c>: that one reads.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class SubscriptionAttribute : Attribute
{
    /// <summary>The message that subscribes: sent by the first subscriber of a key. Required.</summary>
    public Type? Subscribe { get; set; }

    /// <summary>The message that unsubscribes: sent when the last subscriber of a key leaves. Default null: nothing is sent.</summary>
    public Type? Unsubscribe { get; set; }

    /// <summary>The property of the message that is the key: what the generated method takes, and what tells apart whose messages are whose. Required.</summary>
    public string? Key { get; set; }
}
