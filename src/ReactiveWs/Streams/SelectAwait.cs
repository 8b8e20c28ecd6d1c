using ReactiveWs.Messages;
using ReactiveWs.Streams;

namespace ReactiveWs;

/// <summary>Asynchronous projection of streams.</summary>
public static class SelectAwaitExtensions
{
    /// <summary>
    /// Projects each event by an asynchronous selector, one after another and in order, behind a bounded inbox as
    /// <see cref="SubscribeAwaitExtensions.SubscribeAwait{T}(IObservable{T}, Func{T, CancellationToken, ValueTask}, int, WhenFull, int)"/> has.
    /// A selector that throws ends the result with <c>OnError</c>, as in <c>Select</c>.
    /// </summary>
    /// <typeparam name="T">The type of the events.</typeparam>
    /// <typeparam name="TResult">The type of the results.</typeparam>
    /// <param name="source">A stream of this library, or a query over one.</param>
    /// <param name="selector">The projection. Its token is cancelled when the subscription is disposed.</param>
    /// <param name="capacity">How many events may wait, at least 1. Default 256.</param>
    /// <param name="whenFull">What happens when it is full. Default: the connection stops reading.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1.</exception>
    public static IObservable<TResult> SelectAwait<T, TResult>(
        this IObservable<T> source,
        Func<T, CancellationToken, ValueTask<TResult>> selector,
        int capacity = SubscribeAwaitExtensions.DefaultCapacity,
        WhenFull whenFull = WhenFull.Wait)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(selector);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        return new Projection<T, TResult>(source, selector, capacity, whenFull);
    }
}

file sealed class Projection<T, TResult>(
    IObservable<T> source, Func<T, CancellationToken, ValueTask<TResult>> selector, int capacity, WhenFull whenFull) : IObservable<TResult>
{
    public IDisposable Subscribe(IObserver<TResult> observer) => new Running(observer, selector, new Inbox<T>(capacity, whenFull), source);

    sealed class Running : IDisposable
    {
        readonly IObserver<TResult> _observer;
        readonly Func<T, CancellationToken, ValueTask<TResult>> _selector;
        readonly Inbox<T> _inbox;
        readonly CancellationTokenSource _disposal = new();
        readonly Arrival _arrived = new();
        readonly IDisposable _subscription;

        public Running(IObserver<TResult> observer, Func<T, CancellationToken, ValueTask<TResult>> selector, Inbox<T> inbox, IObservable<T> source)
        {
            (_observer, _selector, _inbox) = (observer, selector, inbox);
            inbox.Arrived = _arrived.Set;
            _subscription = inbox.SubscribeTo(source);
            _ = Task.Run(RunAsync);
        }

        public void Dispose()
        {
            _subscription.Dispose();
            _inbox.Close();
            _disposal.Cancel();
        }

        async Task RunAsync()
        {
            HandlerScope.Enter(_inbox.IsOfErrors);
            try
            {
                await ProjectAllAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_disposal.IsCancellationRequested)
            {
                // nobody listens any more
            }
            catch (Exception e)
            {
                _subscription.Dispose();
                _inbox.Close();
                _observer.OnError(e);
            }
        }

        async Task ProjectAllAsync()
        {
            while (!_inbox.IsEnded)
            {
                await _arrived.WaitAsync(_disposal.Token).ConfigureAwait(false);
                while (_inbox.TryTake(out var item)) await ProjectAsync(item).ConfigureAwait(false);
            }
            if (_inbox.TryTakeError() is { } error) _observer.OnError(error);
            else _observer.OnCompleted();
        }

        async ValueTask ProjectAsync(Inbox<T>.Item item)
        {
            TResult result;
            try
            {
                result = await _selector(item.Value, _disposal.Token).ConfigureAwait(false);
            }
            finally
            {
                item.Hold?.Release();
            }
            try
            {
                _observer.OnNext(result);
            }
            catch (Exception e)
            {
                _inbox.ReportFailure(e);
            }
        }
    }
}
