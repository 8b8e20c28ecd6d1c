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

    static async ValueTask<int> WaitAsync(int queued, List<ValueTask<SendResult>> waiting)
    {
        foreach (var sent in waiting)
        {
            try
            {
                await sent.ConfigureAwait(false);
                queued++;
            }
            catch (ReactiveWsException)
            {
                // it ended meanwhile, which its own streams tell
            }
        }
        return queued;
    }
}
