using System.Buffers;
using System.ComponentModel;
using ReactiveWs.Messages;

namespace ReactiveWs.Typed;

/// <summary>
/// Sends the messages of one type under their delivery policy: what finds no room in the send queue, or no connection, waits here, where the policy can
/// discard it.
/// </summary>
/// <typeparam name="T">The type of the messages.</typeparam>
/// <typeparam name="TKey">The type of the key of a conflated message.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class PolicedDelivery<T, TKey> : IBacklogLine
    where T : notnull
    where TKey : notnull
{
    readonly Conversation _conversation;
    readonly bool _isText;
    readonly Action<IBufferWriter<byte>, T> _write;
    readonly Overflow _overflow;
    readonly int _capacity;
    readonly Offline _offline;
    readonly Backlog _backlog;
    readonly PolicyQueue<Waiting, TKey> _waiting;

    /// <summary>An empty queue.</summary>
    public PolicedDelivery(
        Conversation conversation, bool isText, Action<IBufferWriter<byte>, T> write, Overflow overflow, int capacity, Offline offline, Func<T, TKey> key)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        ArgumentNullException.ThrowIfNull(key);
        (_conversation, _isText, _write, _overflow, _capacity) = (conversation, isText, write, overflow, Math.Max(1, capacity));
        // a peer of a server has no next connection
        _offline = offline == Offline.Buffer && conversation.Kept is null ? Offline.Fail : offline;
        _backlog = _offline == Offline.Buffer ? conversation.Kept! : new Backlog(outlives: false);
        _waiting = new PolicyQueue<Waiting, TKey>(overflow, _capacity, waiting => key(waiting.Message));
        _backlog.Add(this);
    }

    /// <summary>Sends a message, lets it wait, or discards one.</summary>
    public ValueTask<SendResult> SendAsync(T message, CancellationToken cancellationToken) => SendAsync(new Waiting(message, null), cancellationToken);

    /// <summary>Sends a message that is written already, because others get it too.</summary>
    internal ValueTask<SendResult> SendAsync(T message, SharedMessage written, CancellationToken cancellationToken) =>
        SendAsync(new Waiting(message, written), cancellationToken);

    ValueTask<SendResult> SendAsync(Waiting message, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<SendResult>(cancellationToken);
        try
        {
            if (_conversation.Open is not { } connection) return WhileOffline(message);
            if (_overflow != Overflow.Wait) return Enter(connection, message);
            return _offline == Offline.Fail ? Direct(message, cancellationToken) : WaitAsync(message, cancellationToken);
        }
        catch (ReactiveWsException error)
        {
            return ValueTask.FromException<SendResult>(_conversation.Told(error));
        }
    }

    ValueTask<SendResult> Enter(Connection connection, Waiting message)
    {
        if (_backlog.IsEmpty)
        {
            var entered = message.Written is { } written ? connection.Queue.TrySend(new OutgoingShared(written)) : connection.Queue.TrySend(Written(message.Message));
            if (entered == Entered.Yes) return new(SendResult.Queued);
            if (entered == Entered.Closed) return WhileOffline(message);
        }
        if (!TryWait(message))
        {
            if (_overflow == Overflow.Disconnect) _conversation.Disconnect(message.Message, _capacity);
            return new(Drop(DropReason.QueueFull, message));
        }
        return new(_conversation.Offer(_backlog) ? SendResult.Queued : DropAll());
    }

    /// <summary>Lets it wait, and reports what had to go for it.</summary>
    bool TryWait(Waiting message, long? number = null)
    {
        Offered offered;
        Waiting discarded;
        lock (_backlog.Lock)
        {
            Telemetry.Waits(MessageName<T>.Value, _waiting.Count);
            offered = _waiting.Offer(message, number ?? _backlog.Number(), out discarded);
        }
        if (offered == Offered.TakenForSameKey) _conversation.Drop(DropReason.Conflated, discarded.Message);
        if (offered == Offered.TakenForOldest) _conversation.Drop(DropReason.QueueFull, discarded.Message);
        return offered != Offered.Refused;
    }

    SendResult Drop(DropReason reason, Waiting message)
    {
        _conversation.Drop(reason, message.Message);
        return SendResult.Dropped;
    }

    /// <summary>The connection ended at this very moment.</summary>
    SendResult DropAll()
    {
        object[] all;
        lock (_backlog.Lock) all = [.. ((IBacklogLine)this).TakeAll()];
        foreach (object message in all) _conversation.Drop(DropReason.ConnectionEnded, message);
        return SendResult.Dropped;
    }

    ValueTask<SendResult> Direct(Waiting message, CancellationToken cancellationToken) => message.Written is { } written
        ? _conversation.SendAsync(new OutgoingShared(written), cancellationToken)
        : _conversation.SendAsync(Written(message.Message), cancellationToken);

    OutgoingWritten<T> Written(T message) => new(_isText, MessageName<T>.Value, message, _write);

    long? INumberedQueue.Oldest => _waiting.Oldest;

    void IBacklogLine.AppendOldest(SendQueue queue)
    {
        Waiting message = _waiting.Take();
        try
        {
            if (message.Written is { } written) queue.Append(new OutgoingShared(written));
            else queue.Append(Written(message.Message));
        }
        catch (Exception error)
        {
            // its sender has gone on, and subscribers must not run under the queue's lock
            ThreadPool.QueueUserWorkItem(_ => _conversation.Failed(message.Message, error));
        }
    }

    IEnumerable<object> IBacklogLine.TakeAll()
    {
        var all = new List<object>();
        while (_waiting.Count > 0) all.Add(_waiting.Take().Message);
        return all;
    }

    readonly record struct Waiting(T Message, SharedMessage? Written);
}
