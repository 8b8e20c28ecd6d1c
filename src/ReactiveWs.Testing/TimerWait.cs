namespace ReactiveWs.Testing;

/// <summary>A test's wait for certain timers to be armed.</summary>
internal sealed class TimerWait(Predicate<IReadOnlyList<TimeSpan>> armed)
{
    // Asynchronous: the waiting test must not run on the thread that arms the timer, inside the provider's lock.
    readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool CompletedBy(IReadOnlyList<TimeSpan> remaining) => armed(remaining) && _completion.TrySetResult();

    public Task WaitAsync(CancellationToken cancellationToken) => _completion.Task.WaitAsync(cancellationToken);
}
