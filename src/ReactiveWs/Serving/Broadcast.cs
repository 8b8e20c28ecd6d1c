using ReactiveWs.Messages;

namespace ReactiveWs.Serving;

/// <summary>One message to many connections. A slow one delays only the completion of the call, not the others.</summary>
internal static class Broadcast
{
    public static ValueTask<int> SendAsync(
        IEnumerable<Connection> connections, SharedMessage message, CancellationToken cancellationToken)
    {
        var batch = Batch.Own;
        var frame = batch?.Share(message) ?? SharedFrame.Of(message);
        var tally = default(Tally);
        foreach (var connection in connections) tally.Add(connection.SendAsync(frame, batch, cancellationToken));
        return tally.CountAsync();
    }

    /// <summary>How many of the sends, which are made here one after another, lead to a queue.</summary>
    public static ValueTask<int> CountAsync(IEnumerable<ValueTask<SendResult>> sends)
    {
        var tally = default(Tally);
        foreach (var sent in sends) tally.Add(sent);
        return tally.CountAsync();
    }

    /// <summary>Counts what is queued at once, and keeps what has to wait.</summary>
    struct Tally
    {
        List<ValueTask<SendResult>>? _waiting;
        int _queued;

        public void Add(ValueTask<SendResult> sent)
        {
            if (!sent.IsCompletedSuccessfully) (_waiting ??= []).Add(sent);
            else if (sent.Result == SendResult.Queued) _queued++;
        }

        public readonly ValueTask<int> CountAsync() => _waiting is null ? new ValueTask<int>(_queued) : WaitAsync(_queued, _waiting);
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
