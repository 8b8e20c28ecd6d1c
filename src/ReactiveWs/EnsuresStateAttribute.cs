namespace ReactiveWs;

/// <summary>
/// States in which state its object is after a member has run: for a member that returns a task, when the task has
/// completed; for a <see langword="bool"/> property, when it is <see langword="true"/>; for a constructor, the state of the new object.
/// </summary>
/// <param name="state">The state afterwards.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property, Inherited = false)]
public sealed class EnsuresStateAttribute(WsState state) : Attribute
{
    /// <summary>The state afterwards.</summary>
    public WsState State { get; } = state;

    /// <summary>The state while the returned task has not completed. The default says that it is <see cref="State"/> at once.</summary>
    public WsState WhilePending { get; init; }
}
