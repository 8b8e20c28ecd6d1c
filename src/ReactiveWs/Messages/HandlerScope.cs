namespace ReactiveWs.Messages;

/// <summary>Tells whether the caller runs inside an asynchronous handler of ours, where waiting for a connection's end would wait for itself.</summary>
internal static class HandlerScope
{
    static readonly AsyncLocal<bool> s_inside = new();

    public static bool IsInside => s_inside.Value;

    /// <summary>Marks the calling asynchronous method, and all it calls.</summary>
    public static void Enter() => s_inside.Value = true;
}
