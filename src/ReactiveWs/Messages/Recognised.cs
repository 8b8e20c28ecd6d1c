namespace ReactiveWs.Messages;

/// <summary>
/// Which contract the message is that a receive loop delivers on this thread: whoever reads it notes its name, so that it is counted under it. Where nobody
/// counts, nothing is noted.
/// </summary>
internal static class Recognised
{
    [ThreadStatic] static string? t_type;

    /// <summary>Delivers a message, or a slice of one, and counts it.</summary>
    public static void Deliver(IConnectionEvents events, string role, bool isText, ReadOnlySpan<byte> payload, bool isLast)
    {
        if (!isLast || !Telemetry.CountsMessages)
        {
            events.OnMessage(isText, payload, isLast);
            return;
        }
        var outer = t_type;              // a subscriber may bring another message to its end on this thread
        t_type = null;
        events.OnMessage(isText, payload, isLast);
        Telemetry.Received(role, t_type ?? MessageName.Of(isText), payload.Length);
        t_type = outer;
    }

    /// <summary>The message that is being delivered is one of this contract.</summary>
    public static void As(string type)
    {
        if (Telemetry.CountsMessages) t_type = type;
    }
}
