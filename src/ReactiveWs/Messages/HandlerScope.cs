namespace ReactiveWs.Messages;

/// <summary>
/// Tells whether the caller runs inside a subscriber or handler, where waiting for a connection's end would wait for itself. It follows the flow of
/// asynchronous code, not the thread: Rx may continue somebody's <c>await</c> on the receive loop's thread, and that somebody may well wait.
/// </summary>
internal static class HandlerScope
{
    static readonly object s_marker = new();
    static readonly AsyncLocal<object?> s_inside = new();

    public static bool IsInside => s_inside.Value is not null;

    /// <summary>Marks the calling asynchronous method, and all it calls.</summary>
    public static void Enter() => s_inside.Value = s_marker;
}
