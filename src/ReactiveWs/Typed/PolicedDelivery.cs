using System.Buffers;
using System.ComponentModel;

namespace ReactiveWs.Typed;

/// <summary>Sends the messages of one type under their delivery policy: what waits for room in the send queue waits here, where the policy can discard it.</summary>
/// <typeparam name="T">The type of the messages.</typeparam>
/// <typeparam name="TKey">The type of the key of a conflated message.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PolicedDelivery<T, TKey>
    where T : notnull
    where TKey : notnull
{
    readonly Conversation _conversation;
    readonly bool _isText;
    readonly Action<IBufferWriter<byte>, T> _write;
    readonly Overflow _overflow;
    readonly int _capacity;
    readonly Offline _offline;
    readonly Func<T, TKey> _key;
    readonly Lock _lock = new();
    readonly LinkedList<T> _waiting = new();
    readonly Dictionary<TKey, LinkedListNode<T>> _latest = [];
    bool _sending;

    /// <summary>An empty queue.</summary>
    public PolicedDelivery(
        Conversation conversation, bool isText, Action<IBufferWriter<byte>, T> write, Overflow overflow, int capacity, Offline offline, Func<T, TKey> key) =>
        (_conversation, _isText, _write, _overflow, _capacity, _offline, _key) = (conversation, isText, write, overflow, Math.Max(1, capacity), offline, key);

    /// <summary>Sends a message, lets it wait, or discards one.</summary>
    public ValueTask<SendResult> SendAsync(T message, CancellationToken cancellationToken)
    {
        if (!_conversation.IsOpen && _offline == Offline.Drop)
        {
            _conversation.Drop(DropReason.Offline, message);
            return new(SendResult.Dropped);
        }
        if (_overflow == Overflow.Wait) return _conversation.SendAsync(_isText, message, _write, cancellationToken);
        lock (_lock)
        {
            if (_sending) return new(Enqueue(message));
            _sending = true;
        }
        return StartAsync(message, cancellationToken);
    }

    ValueTask<SendResult> StartAsync(T message, CancellationToken cancellationToken)
    {
        ValueTask<SendResult> sending = _conversation.SendAsync(_isText, message, _write, cancellationToken);
        if (!sending.IsCompleted)
        {
            _ = PumpAsync(sending);
            return new(SendResult.Queued);
        }
        bool more;
        lock (_lock)
        {
            more = _waiting.Count > 0;
            _sending = more;
        }
        if (more) _ = PumpAsync(new(SendResult.Queued));
        return sending;
    }

    async Task PumpAsync(ValueTask<SendResult> sending)
    {
        try
        {
            await sending.ConfigureAwait(false);
            while (TryTake(out T? next)) await _conversation.SendAsync(_isText, next, _write, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ReactiveWsException or OperationCanceledException)
        {
            DropAll();
        }
    }

    bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? message)
    {
        lock (_lock)
        {
            message = default;
            if (_waiting.First is not { } first)
            {
                _sending = false;
                return false;
            }
            message = first.Value;
            Remove(first);
            return true;
        }
    }

    /// <summary>Called under the lock.</summary>
    SendResult Enqueue(T message)
    {
        if (_overflow == Overflow.Conflate && _latest.TryGetValue(_key(message), out LinkedListNode<T>? older))
        {
            _conversation.Drop(DropReason.Conflated, older.Value);
            older.Value = message;
            return SendResult.Queued;
        }
        if (_waiting.Count >= _capacity && !MakeRoom(message)) return SendResult.Dropped;
        LinkedListNode<T> node = _waiting.AddLast(message);
        if (_overflow == Overflow.Conflate) _latest[_key(message)] = node;
        return SendResult.Queued;
    }

    bool MakeRoom(T message)
    {
        if (_overflow == Overflow.Disconnect) _conversation.Disconnect(message, _capacity);
        if (_overflow is Overflow.DropNewest or Overflow.Disconnect)
        {
            _conversation.Drop(DropReason.QueueFull, message);
            return false;
        }
        LinkedListNode<T> oldest = _waiting.First!;
        _conversation.Drop(DropReason.QueueFull, oldest.Value);
        Remove(oldest);
        return true;
    }

    void Remove(LinkedListNode<T> node)
    {
        _waiting.Remove(node);
        if (_overflow == Overflow.Conflate) _latest.Remove(_key(node.Value));
    }

    void DropAll()
    {
        while (TryTake(out T? message)) _conversation.Drop(DropReason.ConnectionEnded, message);
    }
}
