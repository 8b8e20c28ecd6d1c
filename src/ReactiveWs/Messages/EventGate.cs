using System.Collections.Concurrent;

namespace ReactiveWs.Messages;

/// <summary>
/// Lets the events of one connection come one at a time. Whoever finds it taken leaves the event to the one inside, so that nobody ever
/// waits for a subscriber while holding something the subscriber may need.
/// </summary>
internal sealed class EventGate
{
    ConcurrentQueue<Action>? _left;
    TaskCompletionSource? _freed;
    int _taken;

    public bool TryEnter() => Interlocked.CompareExchange(ref _taken, 1, 0) == 0;

    /// <summary>Enters as soon as it is free; for the receive loop, which has no event to leave but many to deliver.</summary>
    public async ValueTask EnterAsync()
    {
        while (!TryEnter())
        {
            var freed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _freed, freed);
            if (TryEnter()) break;
            await freed.Task.ConfigureAwait(false);
        }
        Volatile.Write(ref _freed, null);
    }

    /// <summary>Runs what was left meanwhile; called inside, between events.</summary>
    public void RunLeft()
    {
        if (Volatile.Read(ref _left) is not { } left) return;
        while (left.TryDequeue(out var action)) action();
    }

    public void Exit()
    {
        do
        {
            RunLeft();
            Volatile.Write(ref _taken, 0);
            Interlocked.MemoryBarrier();
        }
        // an action left between the last look and the release
        while (_left is { IsEmpty: false } && TryEnter());
        Volatile.Read(ref _freed)?.TrySetResult();
    }

    /// <summary>Runs the action inside the gate: now, or by the one who is inside.</summary>
    public void Post(Action action)
    {
        if (TryEnter())
        {
            try
            {
                RunLeft();
                action();
            }
            finally
            {
                Exit();
            }
            return;
        }
        LazyInitializer.EnsureInitialized(ref _left).Enqueue(action);
        Interlocked.MemoryBarrier();
        if (TryEnter()) Exit();   // the one inside left before it could see the action
    }
}
