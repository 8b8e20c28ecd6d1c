namespace ReactiveWs.Messages;

/// <summary>A send that waits for room in the queue, in the order of the calls.</summary>
internal abstract class SendWaiter : TaskCompletionSource<SendResult>
{
    CancellationTokenRegistration _cancellation;
    Action? _cancelled;
    int _decided;

    protected SendWaiter() : base(TaskCreationOptions.RunContinuationsAsynchronously) { }

    /// <summary>Whether it was sent while events are delivered.</summary>
    public bool IsReply { get; set; }

    /// <summary>Puts the message into the queue; called under the queue's lock.</summary>
    public abstract void Enter(SendQueue queue);

    /// <summary>Whether nobody waits for it any more.</summary>
    public bool IsCancelled => Task.IsCanceled;

    public void CancelWith(Action cancelled, CancellationToken cancellationToken)
    {
        _cancelled = cancelled;
        _cancellation = cancellationToken.UnsafeRegister(static (state, token) => ((SendWaiter)state!).Cancel(token), this);
    }

    /// <summary>Completes the send, unless it was cancelled meanwhile.</summary>
    public virtual void Admit(SendQueue queue)
    {
        if (!Decide()) return;
        _cancellation.Unregister();
        try
        {
            Enter(queue);
            TrySetResult(SendResult.Queued);
        }
        catch (Exception e)
        {
            TrySetException(e);
        }
    }

    /// <summary>It will never be sent; called under the queue's lock.</summary>
    public virtual void Refuse(SendQueue queue, Exception error)
    {
        if (!Decide()) return;
        _cancellation.Unregister();
        TrySetException(error);
    }

    void Cancel(CancellationToken cancellationToken)
    {
        if (!Decide()) return;
        TrySetCanceled(cancellationToken);
        _cancelled!();
    }

    /// <summary>Either it is sent or it is taken back, never both.</summary>
    bool Decide() => Interlocked.Exchange(ref _decided, 1) == 0;
}

internal sealed class SendWaiter<T>(T message) : SendWaiter where T : struct, IOutgoing
{
    public override void Enter(SendQueue queue) => queue.Append(message);
}
