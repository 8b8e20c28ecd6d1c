namespace ReactiveWs.Messages;

/// <summary>
/// Tells whether the caller runs inside a subscriber or handler, where waiting for a connection's end would wait for itself. It follows the flow of
/// asynchronous code, not the thread: Rx may continue somebody's <c>await</c> on the receive loop's thread, and that somebody may well wait.
/// </summary>
internal static class HandlerScope
{
    // objects, because an async local would box a value each time
    static readonly object s_handler = new();
    static readonly object s_errorHandler = new();
    static readonly AsyncLocal<object?> s_inside = new();

    public static bool IsInside => s_inside.Value is not null;

    /// <summary>Whether it is a handler of errors.</summary>
    public static bool IsOfErrors => s_inside.Value == s_errorHandler;

    /// <summary>Marks the calling asynchronous method, and all it calls.</summary>
    public static void Enter(bool ofErrors = false) => s_inside.Value = ofErrors ? s_errorHandler : s_handler;
}
