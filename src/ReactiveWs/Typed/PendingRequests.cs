namespace ReactiveWs.Typed;

/// <summary>The requests of one connection that wait for their replies.</summary>
sealed class PendingRequests
{
    /// <summary>More at once is a mistake, or a peer that does not answer.</summary>
    public const int Capacity = 4096;

    readonly Lock _lock = new();
    readonly Dictionary<long, TaskCompletionSource<object>> _waiting = [];
    long _last;

    /// <summary>Whether any request waits.</summary>
    public bool Any
    {
        get
        {
            lock (_lock) return _waiting.Count > 0;
        }
    }

    /// <summary>A new number, and the task of its reply.</summary>
    public (long Id, Task<object> Reply) Add()
    {
        var reply = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_waiting.Count >= Capacity)
            {
                throw new ReactiveWsException(WebSocketErrorCode.Congested, $"{Capacity} requests wait for replies already: await some of them first.");
            }
            _waiting.Add(++_last, reply);
            return (_last, reply.Task);
        }
    }

    public bool Complete(long id, object reply) => Take(id)?.TrySetResult(reply) ?? false;

    public bool Fail(long id, ReactiveWsException error) => Take(id)?.TrySetException(error) ?? false;

    /// <summary>Nobody waits for it any more.</summary>
    public void Forget(long id) => Take(id);

    /// <summary>The connection has ended.</summary>
    public void FailAll(ReactiveWsException error)
    {
        TaskCompletionSource<object>[] all;
        lock (_lock)
        {
            all = [.. _waiting.Values];
            _waiting.Clear();
        }
        foreach (TaskCompletionSource<object> reply in all) reply.TrySetException(error);
    }

    TaskCompletionSource<object>? Take(long id)
    {
        lock (_lock) return _waiting.Remove(id, out TaskCompletionSource<object>? reply) ? reply : null;
    }
}
