namespace ReactiveWs.Testing;

/// <summary>One timer of a <see cref="ManualTimeProvider"/>, which owns its fields and guards them with its lock.</summary>
internal sealed class ManualTimer(ManualTimeProvider time, TimerCallback callback, object? state) : ITimer
{
    static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);      // as System.Threading.Timer

    // Like the platform's timers: callbacks see the async locals of whoever made the timer.
    readonly ExecutionContext? _context = ExecutionContext.Capture();

    /// <summary>Soonest first; timers due at the same time in the order in which they were armed.</summary>
    public static IComparer<ManualTimer> ByDueTime { get; } =
        Comparer<ManualTimer>.Create(static (x, y) => (x.Due, x.Order).CompareTo((y.Due, y.Order)));

    public long Due { get; set; }

    public long Order { get; set; }

    public TimeSpan Period { get; set; }

    public bool Disposed { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ThrowIfNoTime(dueTime, nameof(dueTime));
        ThrowIfNoTime(period, nameof(period));
        return time.Arm(this, dueTime, period);
    }

    public void Fire()
    {
        if (_context is null)
        {
            callback(state);
        }
        else
        {
            ExecutionContext.Run(_context, static timer => ((ManualTimer)timer!).Invoke(), this);
        }
    }

    public void Dispose() => time.Disarm(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    void Invoke() => callback(state);

    static void ThrowIfNoTime(TimeSpan value, string name)
    {
        if (value != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, s_longest, name);
        }
    }
}
