using ReactiveWs.Messages;
using ReactiveWs.Streams;

namespace ReactiveWs;

/// <summary>Asynchronous handlers for streams: awaited, in order, bounded, and never able to end the process or the stream.</summary>
public static class SubscribeAwaitExtensions
{
    /// <summary>The events that wait for a handler unless a capacity is given.</summary>
    public const int DefaultCapacity = 256;

    /// <summary>
    /// Subscribes an asynchronous handler. It runs off the receive loop, one event after another, behind a bounded inbox.
    /// A handler that throws is reported on <c>Errors</c> as <see cref="WebSocketErrorCode.SubscriberFailed"/> and keeps receiving.
    /// When the peer closes, what came before is handled before our close frame leaves, so that replies can still be sent; a handler that awaits
    /// something by then is not waited for.
    /// </summary>
    /// <typeparam name="T">The type of the events.</typeparam>
    /// <param name="source">A stream of this library, or a query over one.</param>
    /// <param name="onNext">The handler. Its token is cancelled when the subscription is disposed.</param>
    /// <param name="capacity">How many events may wait, at least 1. Default 256.</param>
    /// <param name="whenFull">
    /// What happens when it is full. Default: the connection stops reading until there is room; where an operator has moved the events to another thread,
    /// so that there is no reading to stop, the connection is closed with 1008.
    /// </param>
    /// <param name="maxConcurrency">How many handlers may run at once, at least 1. Default 1, which keeps the order.</param>
    /// <returns>Ends the subscription; handlers that run are cancelled.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The capacity or the concurrency is below 1.</exception>
    public static IDisposable SubscribeAwait<T>(
        this IObservable<T> source,
        Func<T, CancellationToken, ValueTask> onNext,
        int capacity = DefaultCapacity,
        WhenFull whenFull = WhenFull.Wait,
        int maxConcurrency = 1)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(onNext);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxConcurrency, 1);
        return new AwaitingSubscription<T>(source, onNext, new Inbox<T>(capacity, whenFull) { Progress = new(maxConcurrency) }, maxConcurrency);
    }

    /// <summary>
    /// Subscribes an asynchronous handler that wants the latest state rather than each event: while it is busy, an event takes the place of the waiting
    /// one with the same key. What is replaced is on <c>Drops</c> as <see cref="DropReason.Conflated"/>; when more keys wait than the capacity allows,
    /// the oldest event goes. The connection never stops reading for it. For the rest as
    /// <see cref="SubscribeAwait{T}(IObservable{T}, Func{T, CancellationToken, ValueTask}, int, WhenFull, int)"/>.
    /// </summary>
    /// <typeparam name="T">The type of the events.</typeparam>
    /// <typeparam name="TKey">The type of the key.</typeparam>
    /// <param name="source">A stream of this library, or a query over one.</param>
    /// <param name="key">Which events stand for the same thing.</param>
    /// <param name="onNext">The handler. Its token is cancelled when the subscription is disposed.</param>
    /// <param name="capacity">How many keys may wait, at least 1. Default 256.</param>
    /// <returns>Ends the subscription; a handler that runs is cancelled.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1.</exception>
    public static IDisposable SubscribeAwaitLatest<T, TKey>(
        this IObservable<T> source, Func<T, TKey> key, Func<T, CancellationToken, ValueTask> onNext, int capacity = DefaultCapacity)
        where TKey : notnull
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(onNext);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        var lane = new Lane<T, TKey>(Overflow.Conflate, capacity, key);
        return source.SubscribeAwait(onNext, new Lanes<T>([lane], _ => lane));
    }

    /// <summary>With a policy for each kind of event.</summary>
    internal static IDisposable SubscribeAwait<T>(this IObservable<T> source, Func<T, CancellationToken, ValueTask> onNext, Lanes<T>? lanes) =>
        new AwaitingSubscription<T>(source, onNext, new Inbox<T>(DefaultCapacity, WhenFull.Wait) { Progress = new(1), Lanes = lanes }, 1);
}

/// <summary>Takes from the inbox and awaits the handler; runs only while there is something to take.</summary>
file sealed class AwaitingSubscription<T> : IDisposable, IThreadPoolWorkItem
{
    readonly Func<T, CancellationToken, ValueTask> _onNext;
    readonly Inbox<T> _inbox;
    readonly CancellationTokenSource _disposal = new();
    readonly IDisposable _subscription;
    readonly int _maxConcurrency;
    int _running;

    public AwaitingSubscription(IObservable<T> source, Func<T, CancellationToken, ValueTask> onNext, Inbox<T> inbox, int maxConcurrency)
    {
        (_onNext, _inbox, _maxConcurrency) = (onNext, inbox, maxConcurrency);
        inbox.Arrived = Start;
        _subscription = inbox.SubscribeTo(source);
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _inbox.Close();
        _disposal.Cancel();
    }

    void IThreadPoolWorkItem.Execute() => _ = RunAsync();

    void Start()
    {
        var running = Volatile.Read(ref _running);
        while (running < _maxConcurrency)
        {
            var seen = Interlocked.CompareExchange(ref _running, running + 1, running);
            if (seen == running)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }
            running = seen;
        }
    }

    async Task RunAsync()
    {
        HandlerScope.Enter(_inbox.IsOfErrors);
        while (true)
        {
            while (_inbox.TryTake(out var item)) await HandleAsync(item).ConfigureAwait(false);
            Interlocked.Decrement(ref _running);
            // something may have arrived after the last look, when Start still saw this run
            if (!_inbox.HasItems || !TryRunAgain()) break;
        }
        if (_inbox.TryTakeError() is { } error) _inbox.ReportFailure(error);
    }

    bool TryRunAgain()
    {
        var running = Volatile.Read(ref _running);
        return running < _maxConcurrency && Interlocked.CompareExchange(ref _running, running + 1, running) == running;
    }

    async ValueTask HandleAsync(Inbox<T>.Item item)
    {
        var start = Telemetry.WantsHandlerTime ? System.Diagnostics.Stopwatch.GetTimestamp() : 0;
        try
        {
            var handling = _onNext(item.Value, _disposal.Token);
            if (handling.IsCompleted) handling.GetAwaiter().GetResult();
            else await WaitAsync(handling).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_disposal.IsCancellationRequested)
        {
            // the subscription is over
        }
        catch (Exception e)
        {
            _inbox.ReportFailure(e);
        }
        finally
        {
            if (start != 0) Telemetry.Handled(EventType.Of(item.Value), System.Diagnostics.Stopwatch.GetElapsedTime(start));
            item.Hold?.Release();
            _inbox.Progress!.Finish();
        }
    }

    async ValueTask WaitAsync(ValueTask handling)
    {
        _inbox.Progress!.BeginWait();
        try
        {
            await handling.ConfigureAwait(false);
        }
        finally
        {
            _inbox.Progress.EndWait();
        }
    }
}
