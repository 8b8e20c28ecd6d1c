namespace ReactiveWs.Streams;

/// <summary>
/// What a call throws is on <c>Errors</c> too. Not when the call was made by a subscriber or handler of <c>Errors</c>: its failures would come back
/// to it for ever. Nor when the connection is closing or has ended: whoever sends then has lost a race that happens in the best of orders.
/// </summary>
internal static class FailedCalls
{
    public static ValueTask<SendResult> Told(this ValueTask<SendResult> sent, IStreamOwner owner) =>
        sent.IsCompletedSuccessfully || ErrorStream.IsDelivering ? sent : new(TellAsync(sent.AsTask(), owner));

    public static Task<SendResult> Told(this Task<SendResult> sent, IStreamOwner owner) =>
        sent.IsCompletedSuccessfully || ErrorStream.IsDelivering ? sent : TellAsync(sent, owner);

    /// <summary>The same for what is about to be thrown.</summary>
    public static ReactiveWsException Told(this ReactiveWsException error, IStreamOwner owner)
    {
        if (!ErrorStream.IsDelivering) owner.OnCallFailed(error);
        return error;
    }

    static async Task<SendResult> TellAsync(Task<SendResult> sent, IStreamOwner owner)
    {
        try
        {
            return await sent.ConfigureAwait(false);
        }
        catch (ReactiveWsException e) when (e.Code != WebSocketErrorCode.NotConnected)
        {
            owner.OnCallFailed(e);
            throw;
        }
    }
}
