namespace ReactiveWs.Messages;

/// <summary>A send that waits for room in the queue, in the order of the calls.</summary>
internal abstract class SendWaiter : TaskCompletionSource<SendResult>
{
    CancellationTokenRegistration _cancellation;
    int _decided;

    protected SendWaiter() : base(TaskCreationOptions.RunContinuationsAsynchronously) { }

    /// <summary>Whether it was sent while events are delivered.</summary>
    public bool IsReply { get; set; }

    /// <summary>Puts the message into the queue; called under the queue's lock.</summary>
    public abstract void Enter(SendQueue queue);

    public void CancelWith(CancellationToken cancellationToken) =>
        _cancellation = cancellationToken.UnsafeRegister(static (state, token) => ((SendWaiter)state!).Cancel(token), this);

    /// <summary>Completes the send, unless it was cancelled meanwhile.</summary>
    public void Admit(SendQueue queue)
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

    public void Refuse(Exception error)
    {
        if (!Decide()) return;
        _cancellation.Unregister();
        TrySetException(error);
    }

    void Cancel(CancellationToken cancellationToken)
    {
        if (Decide()) TrySetCanceled(cancellationToken);
    }

    /// <summary>Either it is sent or it is taken back, never both.</summary>
    bool Decide() => Interlocked.Exchange(ref _decided, 1) == 0;
}

internal sealed class SendWaiter<T>(T message) : SendWaiter where T : struct, IOutgoing
{
    public override void Enter(SendQueue queue) => queue.Append(message);
}
