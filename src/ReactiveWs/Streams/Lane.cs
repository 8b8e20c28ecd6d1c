using ReactiveWs.Messages;

namespace ReactiveWs.Streams;

/// <summary>The events of an inbox that have a policy of their own: they wait apart, and count apart. Called under the inbox's lock.</summary>
internal abstract class Lane<T>(Overflow overflow, int capacity) : INumberedQueue
{
    /// <summary>What happens when it is full; not <see cref="Overflow.Wait"/>, which is the inbox's own.</summary>
    public Overflow Overflow => overflow;

    public int Capacity => capacity;

    /// <summary>The number of the oldest event; null when there is none.</summary>
    public abstract long? Oldest { get; }

    public abstract int Count { get; }

    public abstract Offered Offer(Inbox<T>.Item item, long number, out Inbox<T>.Item discarded);

    public abstract Inbox<T>.Item Take();
}

internal sealed class Lane<T, TKey>(Overflow overflow, int capacity, Func<T, TKey> key) : Lane<T>(overflow, capacity)
    where TKey : notnull
{
    readonly PolicyQueue<Inbox<T>.Item, TKey> _items = new(overflow, capacity, item => key(item.Value));

    public override long? Oldest => _items.Oldest;

    public override int Count => _items.Count;

    public override Offered Offer(Inbox<T>.Item item, long number, out Inbox<T>.Item discarded) => _items.Offer(item, number, out discarded);

    public override Inbox<T>.Item Take() => _items.Take();
}

/// <summary>The lanes of one inbox, and which events go where.</summary>
internal sealed class Lanes<T>(IReadOnlyList<Lane<T>> all, Func<T, Lane<T>?> of)
{
    public int Count => all.Sum(lane => lane.Count);

    /// <summary>The lane of an event; null when it has no policy of its own.</summary>
    public Lane<T>? Of(T value) => of(value);

    /// <summary>The lane whose oldest event came first; null when all are empty.</summary>
    public Lane<T>? Next() => all.Next();
}
