using ReactiveWs.Streams;

namespace ReactiveWs;

/// <summary>Streams for those who do not use Rx.</summary>
public static class ReadAllExtensions
{
    /// <summary>
    /// Reads a stream with <c>await foreach</c>. Subscribes at once, at the call, so that it can be called before connecting and nothing is missed;
    /// may be enumerated once. While the loop's body is behind by <paramref name="capacity"/> events, the connection stops reading.
    /// </summary>
    /// <typeparam name="T">The type of the events.</typeparam>
    /// <param name="source">A stream of this library, or a query over one.</param>
    /// <param name="capacity">How many events may wait, at least 1. Default 256.</param>
    /// <param name="whenFull">What happens when it is full. Default: the connection stops reading.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1.</exception>
    public static IAsyncEnumerable<T> ReadAllAsync<T>(
        this IObservable<T> source, int capacity = SubscribeAwaitExtensions.DefaultCapacity, WhenFull whenFull = WhenFull.Wait)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        return new Reading<T>(source, new Inbox<T>(capacity, whenFull));
    }
}

file sealed class Reading<T> : IAsyncEnumerable<T>
{
    readonly Inbox<T> _inbox;
    readonly Arrival _arrived = new();
    readonly IDisposable _subscription;
    int _enumerated;

    public Reading(IObservable<T> source, Inbox<T> inbox)
    {
        _inbox = inbox;
        inbox.Arrived = _arrived.Set;
        _subscription = inbox.SubscribeTo(source);
    }

    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _enumerated, 1) == 1)
            throw new InvalidOperationException("The events of one ReadAllAsync call can be enumerated once: call it again for a second loop.");
        try
        {
            while (!_inbox.IsEnded)
            {
                await _arrived.WaitAsync(cancellationToken).ConfigureAwait(false);
                while (_inbox.TryTake(out var item))
                {
                    item.Hold?.Release();
                    yield return item.Value;
                }
            }
            if (_inbox.TryTakeError() is { } error) throw error;
        }
        finally
        {
            _subscription.Dispose();
            _inbox.Close();
        }
    }
}
