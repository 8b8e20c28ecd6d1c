namespace ReactiveWs.Messages;

/// <summary>
/// Which contract the message is that a receive loop delivers on this thread: whoever reads it notes its name, so that it is counted under it.
/// </summary>
internal static class Recognised
{
    [ThreadStatic] static string? t_type;

    /// <summary>Begins a message; gives what the message around it has noted.</summary>
    public static string? Begin()
    {
        var outer = t_type;
        t_type = null;
        return outer;
    }

    public static void As(string type) => t_type = type;

    /// <summary>Ends the message and says what it was; null when nobody recognised it.</summary>
    public static string? End(string? outer)
    {
        var type = t_type;
        t_type = outer;
        return type;
    }
}
