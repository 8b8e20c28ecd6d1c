namespace ReactiveWs.Messages;

/// <summary>The messages of one type that wait in a <see cref="Backlog"/>. Called under its lock.</summary>
internal interface IBacklogLine : INumberedQueue
{
    /// <summary>Moves the oldest message into the send queue. Never throws.</summary>
    void AppendOldest(SendQueue queue);

    /// <summary>Forgets all messages, and says which they were.</summary>
    IEnumerable<object> TakeAll();
}

/// <summary>
/// Messages that wait outside the send queue, where their policies can still discard them. The backlog stands among those that wait for room there, and
/// when its turn comes its oldest message enters. Its lock is taken under the queue's, never the other way round.
/// </summary>
/// <param name="outlives">Whether what waits is kept for the next connection when one ends.</param>
internal sealed class Backlog(bool outlives)
{
    readonly List<IBacklogLine> _lines = [];
    SendQueue? _queue;               // where it stands
    TaskCompletionSource? _moved;
    long _last;

    /// <summary>Guards the lines.</summary>
    public Lock Lock { get; } = new();

    /// <summary>Whether nothing can wait here any more.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (Lock) return Next() is null;
        }
    }

    public void Add(IBacklogLine line)
    {
        lock (Lock) _lines.Add(line);
    }

    /// <summary>The number of a message: those with smaller ones go before it.</summary>
    public long Number() => Interlocked.Increment(ref _last);

    /// <summary>Completes when a message has left, or the connection has ended. To be asked for under the lock.</summary>
    public Task WhenMoved() => (_moved ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Nothing will wait here any more. What did?</summary>
    public IReadOnlyList<object> Close()
    {
        lock (Lock)
        {
            IsClosed = true;
            return TakeAll();
        }
    }

    /// <summary>Takes its place in a queue; null when it has one or needs none.</summary>
    public SendWaiter? Enlist(SendQueue queue)
    {
        lock (Lock)
        {
            if (_queue is not null || Next() is null) return null;
            _queue = queue;
            return new Waiter(this);
        }
    }

    /// <summary>Its turn has come. Says whether more waits.</summary>
    bool AppendOldest(SendQueue queue)
    {
        lock (Lock)
        {
            Next()?.AppendOldest(queue);
            Moved();
            if (Next() is not null) return true;
            _queue = null;
            return false;
        }
    }

    List<object> OnRefused()
    {
        lock (Lock)
        {
            _queue = null;
            return outlives ? [] : TakeAll();
        }
    }

    List<object> TakeAll()
    {
        Moved();
        return [.. _lines.SelectMany(line => line.TakeAll())];
    }

    void Moved()
    {
        _moved?.TrySetResult();
        _moved = null;
    }

    IBacklogLine? Next() => _lines.Next();

    sealed class Waiter(Backlog backlog) : SendWaiter
    {
        public override void Admit(SendQueue queue)
        {
            if (backlog.AppendOldest(queue)) queue.StandAgain(this);
        }

        public override void Refuse(SendQueue queue, Exception error) => queue.Discard(backlog.OnRefused());

        public override void Enter(SendQueue queue) => Admit(queue);
    }
}
