namespace ReactiveWs.Messages;

/// <summary>Delays a connection's first read until all who asked for it are ready.</summary>
internal sealed class FirstReadHold
{
    readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _holders = 1;   // the one who announces the connection

    public void Add() => Interlocked.Increment(ref _holders);

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0) _released.TrySetResult();
    }

    /// <summary>Completes when all are ready, or when the time is over.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider time)
    {
        if (_released.Task.IsCompleted) return;
        try
        {
            await _released.Task.WaitAsync(atMost, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // the connection is read all the same: a slow greeting must not cost it its life
        }
    }
}
