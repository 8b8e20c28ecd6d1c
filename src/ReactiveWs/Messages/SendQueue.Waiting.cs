namespace ReactiveWs.Messages;

/// <summary>Who waits for room, in the order of the calls.</summary>
internal sealed partial class SendQueue
{
    const int MaxWaiters = 4096;

    Queue<SendWaiter>? _waiters;
    volatile bool _anyCancelled;

    ValueTask<SendResult> Wait(SendWaiter waiter, CancellationToken cancellationToken)
    {
        Enlist(waiter, cancellationToken);
        return new ValueTask<SendResult>(waiter.Task);
    }

    void Enlist(SendWaiter waiter, CancellationToken cancellationToken)
    {
        _waiters ??= new();
        if (_waiters.Count >= MaxWaiters && _anyCancelled) ForgetCancelled();
        if (_waiters.Count >= MaxWaiters)
        {
            waiter.Refuse(this, Congestion());
            return;
        }
        waiter.IsReply = Batch.Own is not null;
        if (waiter.IsReply) _waitingReplies++;
        _waiters.Enqueue(waiter);
        if (cancellationToken.CanBeCanceled) waiter.CancelWith(() => _anyCancelled = true, cancellationToken);
    }

    // what was taken back holds no place
    void ForgetCancelled()
    {
        _anyCancelled = false;
        _waiters = new(_waiters!.Where(waiter => !waiter.IsCancelled));
        _waitingReplies = _waiters.Count(waiter => waiter.IsReply);
    }

    void RefuseWaiters()
    {
        while (_waiters?.TryDequeue(out var waiter) == true) waiter.Refuse(this, NotConnected());
        _waitingReplies = 0;
    }

    static ReactiveWsException Congestion() => new(WebSocketErrorCode.Congested,
        $"{MaxWaiters} sends wait for room in the send queue already: await SendAsync before sending more, or give the message a delivery policy that drops.");

    /// <summary>Called under the lock. Says whether anything was admitted.</summary>
    bool AdmitWaiters(int limit)
    {
        var any = false;
        while (!_streaming && _pending < limit && _waiters?.TryDequeue(out var waiter) == true)
        {
            if (waiter.IsReply) _waitingReplies--;
            waiter.Admit(this);
            any = true;
        }
        return any;
    }
}
