namespace ReactiveWs.Soak.Measuring;

/// <summary>Counts tasks that failed without anybody looking: each is found when the collector finds its task.</summary>
internal sealed class Unobserved
{
    int _count;

    public Unobserved() => TaskScheduler.UnobservedTaskException += (_, failure) =>
    {
        if (Interlocked.Increment(ref _count) == 1) First = failure.Exception.ToString();
    };

    public int Count => Volatile.Read(ref _count);

    public string? First { get; private set; }
}
