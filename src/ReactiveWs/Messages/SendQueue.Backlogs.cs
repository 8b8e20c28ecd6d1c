namespace ReactiveWs.Messages;

/// <summary>Whether a message entered the send queue.</summary>
internal enum Entered
{
    Yes,

    /// <summary>There is no room.</summary>
    Full,

    /// <summary>The queue takes nothing any more.</summary>
    Closed,
}

/// <summary>Messages with a policy: they never wait in the queue itself, but in a <see cref="Backlog"/> before it.</summary>
internal sealed partial class SendQueue
{
    List<object>? _discarded;

    /// <summary>What waited in backlogs when the queue was closed, and is not kept for another connection.</summary>
    public IReadOnlyList<object> Discarded
    {
        get
        {
            lock (_lock) return [.. _discarded ?? []];
        }
    }

    /// <summary>Sends a message if there is room below the high-water mark and nobody waits for it.</summary>
    public Entered TrySend<T>(T message) where T : struct, IOutgoing
    {
        var startPump = false;
        lock (_lock)
        {
            if (_closed is not null) return Entered.Closed;
            if (_streaming || _pending >= Limit || _waiters is { Count: > 0 }) return Entered.Full;
            Append(message);
            startPump = FlushOrCork(Batch.Own);
        }
        if (startPump) _ = PumpAsync();
        return Entered.Yes;
    }

    /// <summary>Lets a backlog take its place among those that wait. False when the queue takes nothing any more.</summary>
    public bool Offer(Backlog backlog)
    {
        var startPump = false;
        lock (_lock)
        {
            if (_closed is not null) return false;
            if (backlog.Enlist(this) is not { } waiter) return true;
            StandAgain(waiter);
            if (AdmitWaiters(Limit)) startPump = FlushOrCork(Batch.Own);
        }
        if (startPump) _ = PumpAsync();
        return true;
    }

    /// <summary>Lets everything enter that waits, for what comes next will end the connection.</summary>
    public void AdmitAll()
    {
        lock (_lock) AdmitWaiters(int.MaxValue);
    }

    /// <summary>Behind everybody else who waits. Called under the lock.</summary>
    internal void StandAgain(SendWaiter waiter) => (_waiters ??= new()).Enqueue(waiter);

    /// <summary>Called under the lock.</summary>
    internal void Discard(IReadOnlyList<object> messages) => (_discarded ??= []).AddRange(messages);
}
