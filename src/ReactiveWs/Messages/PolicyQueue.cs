namespace ReactiveWs.Messages;

/// <summary>What became of an item that was offered to a <see cref="PolicyQueue{T, TKey}"/>.</summary>
internal enum Offered
{
    /// <summary>It waits.</summary>
    Taken,

    /// <summary>It waits, and the oldest one does not any more.</summary>
    TakenForOldest,

    /// <summary>It waits in the place of the one with its key.</summary>
    TakenForSameKey,

    /// <summary>There is no room.</summary>
    Refused,
}

/// <summary>
/// A bounded queue whose policy names what goes when it is full. Each item has a number, which tells its place among the items of other queues.
/// Not safe for threads: its owner locks.
/// </summary>
internal sealed class PolicyQueue<T, TKey>(Overflow overflow, int capacity, Func<T, TKey> key) where TKey : notnull
{
    readonly LinkedList<(long Number, T Item)> _items = new();
    readonly Dictionary<TKey, LinkedListNode<(long Number, T Item)>> _latest = [];

    public int Count => _items.Count;

    /// <summary>The number of the oldest item; null when there is none.</summary>
    public long? Oldest => _items.First?.Value.Number;

    bool Conflates => overflow == Overflow.Conflate;

    /// <summary>Takes the item or not, and says what is discarded for it.</summary>
    public Offered Offer(T item, long number, out T? discarded)
    {
        discarded = default;
        if (Conflates && _latest.TryGetValue(key(item), out var same))
        {
            discarded = same.Value.Item;
            same.Value = (same.Value.Number, item);      // it keeps its place
            return Offered.TakenForSameKey;
        }
        var full = _items.Count >= capacity;
        if (full && overflow is not (Overflow.DropOldest or Overflow.Conflate)) return Offered.Refused;
        if (full) discarded = Take();
        Insert(item, number);
        return full ? Offered.TakenForOldest : Offered.Taken;
    }

    /// <summary>Takes the oldest out.</summary>
    public T Take()
    {
        var oldest = _items.First!;
        Remove(oldest);
        return oldest.Value.Item;
    }

    // a message that waited for room and was refused comes back later than those that followed it
    void Insert(T item, long number)
    {
        var before = _items.Last;
        while (before is not null && before.Value.Number > number) before = before.Previous;
        var node = before is null ? _items.AddFirst((number, item)) : _items.AddAfter(before, (number, item));
        if (Conflates) _latest[key(item)] = node;
    }

    void Remove(LinkedListNode<(long Number, T Item)> node)
    {
        _items.Remove(node);
        if (Conflates) _latest.Remove(key(node.Value.Item));
    }
}
