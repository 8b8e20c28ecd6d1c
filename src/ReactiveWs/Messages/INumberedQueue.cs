namespace ReactiveWs.Messages;

/// <summary>One of several queues whose items are numbered together, so that they can leave in one order. See <see cref="PolicyQueue{T, TKey}"/>.</summary>
internal interface INumberedQueue
{
    /// <summary>The number of the oldest item; null when there is none.</summary>
    long? Oldest { get; }
}

/// <summary>What is asked of several queues at once.</summary>
internal static class NumberedQueues
{
    /// <summary>The queue with the oldest item of all; null when all are empty.</summary>
    public static T? Next<T>(this IReadOnlyList<T> queues) where T : class, INumberedQueue
    {
        T? next = null;
        // by index: asked for at each send, and an enumerator of an interface is an object
        for (var i = 0; i < queues.Count; i++)
        {
            if (queues[i].Oldest is { } number && !(next?.Oldest < number)) next = queues[i];
        }
        return next;
    }
}
