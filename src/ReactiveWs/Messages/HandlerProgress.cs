namespace ReactiveWs.Messages;

/// <summary>
/// How far the handlers behind one inbox have come. The close frame that ends a connection lets them finish what came before it, so that their replies
/// still leave; but it does not wait for handlers that themselves wait for something, which may be this very end.
/// </summary>
/// <param name="concurrency">How many handlers may run at once.</param>
internal sealed class HandlerProgress(int concurrency)
{
    readonly Lock _lock = new();
    List<(long Given, TaskCompletionSource Done)>? _ends;
    long _given;
    long _done;
    int _waiting;
    bool _closed;

    /// <summary>Whether nobody handles any more.</summary>
    public bool IsClosed => Volatile.Read(ref _closed);

    bool IsDone(long given) => Volatile.Read(ref _done) >= given || Volatile.Read(ref _waiting) >= concurrency || IsClosed;

    /// <summary>An event was put into the inbox.</summary>
    public void Give() => Interlocked.Increment(ref _given);

    /// <summary>An event was handled, or dropped.</summary>
    public void Finish()
    {
        Interlocked.Increment(ref _done);
        TellEnds();
    }

    /// <summary>A handler waits for something.</summary>
    public void BeginWait()
    {
        Interlocked.Increment(ref _waiting);
        TellEnds();
    }

    public void EndWait() => Interlocked.Decrement(ref _waiting);

    /// <summary>Nobody handles any more.</summary>
    public void Close()
    {
        Volatile.Write(ref _closed, true);
        Interlocked.MemoryBarrier();
        TellEnds();
    }

    /// <summary>Completes when all that is in the inbox now was handled, or the handlers wait.</summary>
    public Task WhenDone()
    {
        var given = Interlocked.Read(ref _given);
        if (IsDone(given)) return Task.CompletedTask;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock) (_ends ??= []).Add((given, done));
        Interlocked.MemoryBarrier();
        TellEnds();                        // it may have come true before the end was listed
        return done.Task;
    }

    void TellEnds()
    {
        if (Volatile.Read(ref _ends) is null) return;
        lock (_lock)
        {
            if (_ends is null) return;
            foreach (var (given, done) in _ends)
            {
                if (IsDone(given)) done.TrySetResult();
            }
            _ends.RemoveAll(end => end.Done.Task.IsCompleted);
            if (_ends.Count == 0) _ends = null;
        }
    }
}
