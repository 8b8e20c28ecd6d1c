namespace ReactiveWs;

/// <summary>
/// Marks a <see langword="bool"/> member that is <see langword="true"/> only where <paramref name="capability"/> is
/// present, so that calls behind it are not reported (RWS2001). RWS2002 reports a guard that does not check what it claims.
/// </summary>
/// <param name="capability">What the member checks; several may be joined with <c>|</c>.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Method, Inherited = false)]
public sealed class CapabilityGuardAttribute(Capability capability) : Attribute
{
    /// <summary>What the member checks.</summary>
    public Capability Capability { get; } = capability;
}
