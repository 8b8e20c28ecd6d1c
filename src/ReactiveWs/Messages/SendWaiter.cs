namespace ReactiveWs.Messages;

/// <summary>A send that waits for room in the queue, in the order of the calls.</summary>
internal abstract class SendWaiter : TaskCompletionSource<SendResult>
{
    CancellationTokenRegistration _cancellation;

    protected SendWaiter() : base(TaskCreationOptions.RunContinuationsAsynchronously) { }

    /// <summary>Whether it was sent while events are delivered.</summary>
    public bool IsReply { get; set; }

    /// <summary>Puts the message into the queue; called under the queue's lock.</summary>
    public abstract void Enter(SendQueue queue);

    public void CancelWith(CancellationToken cancellationToken) =>
        _cancellation = cancellationToken.UnsafeRegister(static (state, token) => ((SendWaiter)state!).TrySetCanceled(token), this);

    /// <summary>Completes the send, unless it was cancelled meanwhile.</summary>
    public void Admit(SendQueue queue)
    {
        _cancellation.Unregister();
        if (Task.IsCompleted) return;
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
        _cancellation.Unregister();
        TrySetException(error);
    }
}

internal sealed class SendWaiter<T>(T message) : SendWaiter where T : struct, IOutgoing
{
    public override void Enter(SendQueue queue) => queue.Append(message);
}
