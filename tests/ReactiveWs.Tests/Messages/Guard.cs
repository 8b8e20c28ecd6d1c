using ReactiveWs.Testing;

namespace ReactiveWs.Tests.Messages;

/// <summary>Ends a test that would otherwise wait for ever; no test depends on how long it is.</summary>
internal static class Guard
{
    static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    public static Task Soon(this Task task) => task.WaitAsync(s_limit, TestContext.Current.CancellationToken);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(s_limit, TestContext.Current.CancellationToken);

    public static Task<T> Soon<T>(this ValueTask<T> task) => task.AsTask().Soon();

    public static Task Soon(this ValueTask task) => task.AsTask().Soon();

    /// <summary>The token of the running test.</summary>
    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Waits until a recorder has so many values.</summary>
    public static Task<IReadOnlyList<T>> Has<T>(this Recorder<T> recorder, int count) => recorder.WaitForAsync(count, Ct).Soon();

    /// <summary>The error of a call that has to fail.</summary>
    public static Task<ReactiveWsException> ErrorOf(Task call) => Assert.ThrowsAsync<ReactiveWsException>(() => call.Soon());

    public static Task<ReactiveWsException> ErrorOf<T>(ValueTask<T> call) => ErrorOf(call.AsTask());

    /// <summary>Waits for what another thread will make true; for states that nothing announces.</summary>
    public static async Task Until(Func<bool> condition)
    {
        var end = Environment.TickCount64 + (long)s_limit.TotalMilliseconds;
        while (!condition())
        {
            Assert.True(Environment.TickCount64 < end, "It did not become true in time.");
            await Task.Yield();
        }
    }
}
