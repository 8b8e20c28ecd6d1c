namespace ReactiveWs;

/// <summary>Says what a parameter or property means on the wire, so that RWS1007, RWS1008 and RWS1009 can check constants given to it.</summary>
/// <param name="kind">The meaning.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property, Inherited = false)]
public sealed class WsValueAttribute(WsValueKind kind) : Attribute
{
    /// <summary>The meaning.</summary>
    public WsValueKind Kind { get; } = kind;
}
