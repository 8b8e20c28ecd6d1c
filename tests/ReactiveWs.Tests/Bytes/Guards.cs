namespace ReactiveWs.Tests.Bytes;

/// <summary>Waits that end when something hangs: a guard against failure, never a measure of time.</summary>
internal static class Guards
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Task Soon(this Task task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    public static Task<T> Soon<T>(this ValueTask<T> task) => task.AsTask().Soon();

    public static Task Soon(this ValueTask task) => task.AsTask().Soon();
}
