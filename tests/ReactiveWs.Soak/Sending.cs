namespace ReactiveWs.Soak;

/// <summary>Sends that may come too late.</summary>
internal static class Sending
{
    /// <summary>Whether the message was accepted; false when there is no connection any more.</summary>
    public static async ValueTask<bool> TryAsync(Func<ValueTask<SendResult>> send)
    {
        try
        {
            return await send() == SendResult.Queued;
        }
        catch (ReactiveWsException e) when (e.Code == WebSocketErrorCode.NotConnected)
        {
            return false;
        }
    }
}
