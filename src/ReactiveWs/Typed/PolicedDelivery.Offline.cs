using ReactiveWs.Messages;

namespace ReactiveWs.Typed;

/// <content>What happens while there is no connection.</content>
public sealed partial class PolicedDelivery<T, TKey>
{
    ValueTask<SendResult> WhileOffline(Waiting message)
    {
        if (_offline == Offline.Drop) return new(Drop(DropReason.Offline, message));
        // it says why nothing can be sent
        return _offline == Offline.Fail || _backlog.IsClosed ? Direct(message, CancellationToken.None) : new(Keep(message, null));
    }

    SendResult Keep(Waiting message, long? number)
    {
        if (!TryWait(message, number))
        {
            return _overflow == Overflow.DropNewest ? Drop(DropReason.QueueFull, message) : throw Full();
        }
        _conversation.Offer(_backlog);         // there may be a connection by now
        return SendResult.Buffered;
    }

    /// <summary>Waits for room as any send does; a connection that ends meanwhile leaves the message to the offline policy.</summary>
    async ValueTask<SendResult> WaitAsync(Waiting message, CancellationToken cancellationToken)
    {
        long number = _backlog.Number();
        try
        {
            if (await WaitBehindKeptAsync(message, number, cancellationToken).ConfigureAwait(false)) return SendResult.Queued;
            return await Direct(message, cancellationToken).ConfigureAwait(false);
        }
        catch (ReactiveWsException error) when (error.Code == WebSocketErrorCode.NotConnected && _offline == Offline.Buffer && !_backlog.IsClosed)
        {
            return Keep(message, number);
        }
        catch (ReactiveWsException error) when (error.Code == WebSocketErrorCode.NotConnected && _offline == Offline.Drop)
        {
            return Drop(DropReason.Offline, message);
        }
    }

    /// <summary>What was kept goes first: as long as some of it waits, this waits behind it. False when it may go by itself.</summary>
    async ValueTask<bool> WaitBehindKeptAsync(Waiting message, long number, CancellationToken cancellationToken)
    {
        while (_offline == Offline.Buffer && _conversation.Open is not null)
        {
            Task moved;
            lock (_backlog.Lock)
            {
                if (_backlog.IsEmpty) return false;
                moved = _waiting.Offer(message, number, out _) == Offered.Refused ? _backlog.WhenMoved() : Task.CompletedTask;
            }
            if (moved.IsCompleted) return _conversation.Offer(_backlog);
            await moved.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        return false;
    }

    ReactiveWsException Full() => new(WebSocketErrorCode.Congested,
        $"{_capacity} {MessageName<T>.Value} messages wait for a connection already, as many as the Capacity of their [Delivery] allows: raise it, or choose"
        + " Overflow.DropOldest, DropNewest or Conflate.");
}
