using ReactiveWs.Messages;

namespace ReactiveWs.Serving;

/// <summary>One message to many connections. A slow one delays only the completion of the call, not the others.</summary>
internal static class Broadcast
{
    public static ValueTask<int> SendAsync(
        IEnumerable<Connection> connections, SharedMessage message, CancellationToken cancellationToken)
    {
        List<ValueTask<SendResult>>? waiting = null;
        var batch = Batch.Own;
        var frame = batch?.Share(message) ?? SharedFrame.Of(message);
        var queued = 0;
        foreach (var connection in connections)
        {
            var sent = connection.SendAsync(frame, batch, cancellationToken);
            if (sent.IsCompletedSuccessfully) queued++;
            else (waiting ??= []).Add(sent);
        }
        return waiting is null ? new ValueTask<int>(queued) : WaitAsync(queued, waiting);
    }

    /// <summary>How many of the sends, which are made here one after another, lead to a queue.</summary>
    public static ValueTask<int> CountAsync(IEnumerable<ValueTask<SendResult>> sends)
    {
        List<ValueTask<SendResult>>? waiting = null;
        var queued = 0;
        foreach (var sent in sends)
        {
            if (!sent.IsCompletedSuccessfully) (waiting ??= []).Add(sent);
            else if (sent.Result == SendResult.Queued) queued++;
        }
        return waiting is null ? new ValueTask<int>(queued) : WaitAsync(queued, waiting);
    }

    static async ValueTask<int> WaitAsync(int queued, List<ValueTask<SendResult>> waiting)
    {
        foreach (var sent in waiting)
        {
            try
            {
                if (await sent.ConfigureAwait(false) == SendResult.Queued) queued++;
            }
            catch (ReactiveWsException)
            {
                // it ended meanwhile, which its own streams tell
            }
        }
        return queued;
    }
}
