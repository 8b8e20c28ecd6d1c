namespace ReactiveWs;

/// <summary>
/// Makes an inbound message a keyed subscription. Instead of one stream the client gets a method with the key as its parameter: a cold,
/// ref-counted observable whose first subscriber sends <see cref="Subscribe"/> and whose last one sends <see cref="Unsubscribe"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class SubscriptionAttribute : Attribute
{
    /// <summary>The message that subscribes; its constructor takes the key.</summary>
    public Type? Subscribe { get; set; }

    /// <summary>The message that unsubscribes; its constructor takes the key. Default null: nothing is sent.</summary>
    public Type? Unsubscribe { get; set; }

    /// <summary>The property of the message that is the key.</summary>
    public string? Key { get; set; }
}
