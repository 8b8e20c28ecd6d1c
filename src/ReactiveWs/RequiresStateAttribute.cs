namespace ReactiveWs;

/// <summary>
/// States in which states of its object a member may be called. RWS1001 and RWS1002 report a call that can only meet
/// another one. Generated clients carry it too.
/// </summary>
/// <param name="state">The allowed states.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class RequiresStateAttribute(WsState state) : Attribute
{
    /// <summary>The allowed states.</summary>
    public WsState State { get; } = state;
}
