using ReactiveWs.Frames;

namespace ReactiveWs.Messages;

/// <summary>
/// One delivery of events on this thread. While it lasts, what is sent from this thread is corked: it leaves together at the end,
/// to whichever connection it goes.
/// </summary>
internal sealed class Batch
{
    [ThreadStatic] static Batch? t_current;
    [ThreadStatic] static Batch? t_spare;

    readonly List<SendQueue> _corked = [];
    readonly SharedFrames _shared = new();
    Batch? _outer;

    /// <summary>The delivery that this thread is in; null outside.</summary>
    public static Batch? Current => t_current;

    /// <summary>
    /// The delivery that the caller's code is part of; null for code that merely continues on this thread, which must not wait for the delivery's end.
    /// </summary>
    public static Batch? Own => t_current is { } batch && HandlerScope.IsInside ? batch : null;

    /// <summary>The receive loop whose events are being delivered; null while events of no loop are.</summary>
    public ReceiveLoop? Loop { get; private set; }

    /// <summary>What delays the first read of a new connection while it is being announced; otherwise null.</summary>
    public FirstReadHold? Hold { get; private set; }

    public static Batch Enter(ReceiveLoop? loop, FirstReadHold? hold = null)
    {
        var batch = t_spare ?? new Batch();
        t_spare = null;
        (batch.Loop, batch.Hold, batch._outer) = (loop, hold, t_current);
        return t_current = batch;
    }

    /// <summary>Delivers events that do not come from a running loop.</summary>
    public static void Run(ReceiveLoop? loop, FirstReadHold? hold, Action deliver)
    {
        var batch = Enter(loop, hold);
        try
        {
            deliver();
        }
        finally
        {
            batch.Exit();
        }
    }

    public void Cork(SendQueue queue) => _corked.Add(queue);

    /// <summary>Puts a message where all connections that are corked here can send it from.</summary>
    public SharedFrame Share(SharedMessage message) => _shared.Add(message);

    /// <summary>Ends the delivery: everything that was corked leaves.</summary>
    public void Exit()
    {
        t_current = _outer;
        // a flush may run other code on this thread, which may cork again: into the outer batch, or not at all
        foreach (var queue in _corked) queue.Uncork();
        _corked.Clear();
        _shared.Clear();
        (Loop, Hold, _outer) = (null, null, null);
        t_spare = this;
    }
}
