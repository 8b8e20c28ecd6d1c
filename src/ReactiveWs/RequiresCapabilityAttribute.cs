namespace ReactiveWs;

/// <summary>
/// States that a member works only where <paramref name="capability"/> is present. RWS2001 reports a call to it when a
/// device the project targets lacks the capability and no guard stands before the call; a caller that carries the same
/// attribute passes the demand on.
/// </summary>
/// <param name="capability">What the member needs; several may be joined with <c>|</c>.</param>
[AttributeUsage(
    AttributeTargets.Assembly | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Constructor |
    AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Event,
    AllowMultiple = true, Inherited = false)]
public sealed class RequiresCapabilityAttribute(Capability capability) : Attribute
{
    /// <summary>What the member needs.</summary>
    public Capability Capability { get; } = capability;
}
