namespace ReactiveWs.Testing;

/// <summary>Keeps what a stream says, and lets a test await it: <c>var messages = ws.Messages.Record();</c>.</summary>
/// <remarks>Safe to use from any thread.</remarks>
/// <typeparam name="T">The stream's values.</typeparam>
public sealed class Recorder<T> : IObserver<T>
{
    readonly Lock _lock = new();
    readonly List<T> _values = [];
    readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The values so far, in order.</summary>
    public IReadOnlyList<T> Values
    {
        get
        {
            lock (_lock)
            {
                return [.. _values];
            }
        }
    }

    /// <summary>Whether the stream has ended, with or without an error.</summary>
    public bool HasEnded => _end.Task.IsCompleted;

    /// <summary>The error with which the stream ended; null when it has not.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Waits until there are at least so many values.</summary>
    /// <param name="count">How many, counted from the first.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The first <paramref name="count"/> values.</returns>
    /// <exception cref="InvalidOperationException">The stream ended before; its error is the inner exception.</exception>
    public async Task<IReadOnlyList<T>> WaitForAsync(int count, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (_values.Count >= count)
                {
                    return [.. _values.Take(count)];
                }

                if (HasEnded)
                {
                    throw new InvalidOperationException($"The stream ended after {_values.Count} of {count} values.", Error);
                }

                more = _more.Task;
            }

            await more.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until the stream ends, in whichever way; see <see cref="Error"/>.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that never fails for the stream's error.</returns>
    public Task WaitForEndAsync(CancellationToken cancellationToken = default) => _end.Task.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public void OnNext(T value)
    {
        lock (_lock)
        {
            _values.Add(value);
        }

        Wake();
    }

    /// <inheritdoc/>
    public void OnError(Exception error)
    {
        Error = error;
        OnCompleted();
    }

    /// <inheritdoc/>
    public void OnCompleted()
    {
        _end.TrySetResult();
        Wake();
    }

    void Wake()
    {
        TaskCompletionSource waiting;
        lock (_lock)
        {
            waiting = _more;
            _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.SetResult();
    }
}

/// <summary>Starts recorders.</summary>
public static class Recorder
{
    /// <summary>Subscribes a recorder, from now until the stream ends.</summary>
    /// <param name="source">The stream.</param>
    /// <typeparam name="T">The stream's values.</typeparam>
    /// <returns>The recorder, already listening.</returns>
    public static Recorder<T> Record<T>(this IObservable<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var recorder = new Recorder<T>();
        source.Subscribe(recorder);
        return recorder;
    }
}
