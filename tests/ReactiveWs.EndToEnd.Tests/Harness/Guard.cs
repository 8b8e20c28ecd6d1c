namespace ReactiveWs.EndToEnd.Tests.Harness;

/// <summary>No test waits for ever; on a busy machine none fails for being slow either.</summary>
internal static class Guard
{
    public static TimeSpan Time { get; } = TimeSpan.FromSeconds(60);

    public static CancellationTokenSource Token(CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        source.CancelAfter(Time);
        return source;
    }

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Time, TestContext.Current.CancellationToken);

    public static Task Soon(this Task task) => task.WaitAsync(Time, TestContext.Current.CancellationToken);
}
