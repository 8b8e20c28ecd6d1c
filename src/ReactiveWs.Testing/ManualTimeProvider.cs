namespace ReactiveWs.Testing;

/// <summary>
/// Time that passes only by hand: <see cref="Advance"/> moves the clock and fires, in order and at their exact times, the timers that fall due.
/// Handed to <c>TimeProvider</c> options, it makes time-outs, heartbeats and reconnects testable without waiting.
/// </summary>
/// <remarks>
/// Safe to use from any thread. Timer callbacks run on the thread that calls <see cref="Advance"/>, one at a time, and may arm, re-arm and dispose timers;
/// what they arm for the span being advanced fires within it. A timer due in zero time fires at the next <see cref="Advance"/>, of <see cref="TimeSpan.Zero"/> too.
/// Code under test often arms its timers on another thread: await <see cref="WaitForTimerAsync"/> or <see cref="WaitForTimersAsync"/> before advancing.
/// </remarks>
/// <param name="start">The first value of <see cref="GetUtcNow"/>.</param>
public sealed class ManualTimeProvider(DateTimeOffset start) : TimeProvider
{
    readonly Lock _advancing = new();
    readonly Lock _lock = new();
    readonly SortedSet<ManualTimer> _armed = new(ManualTimer.ByDueTime);
    readonly List<TimerWait> _waits = [];
    readonly DateTimeOffset _start = start.ToUniversalTime();
    long _elapsed;                                         // ticks since the start; written under _lock
    long _armings;

    /// <summary>Starts at 1 January 2000, 00:00 UTC.</summary>
    public ManualTimeProvider() : this(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>10,000,000: timestamps count ticks of 100 ns.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>UTC, so that tests give the same result on every machine.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>For each armed timer the time until it falls due, soonest first.</summary>
    public IReadOnlyList<TimeSpan> ArmedTimers
    {
        get
        {
            lock (_lock)
            {
                return Remaining();
            }
        }
    }

    /// <summary>The start plus everything advanced since; inside a timer callback, the time at which that timer fell due.</summary>
    /// <returns>The current time, UTC.</returns>
    public override DateTimeOffset GetUtcNow() => _start.AddTicks(GetTimestamp());

    /// <summary>The ticks advanced since the start.</summary>
    /// <returns>A count of 100 ns ticks, 0 at the start.</returns>
    public override long GetTimestamp() => Interlocked.Read(ref _elapsed);

    /// <summary>Moves the clock forward and fires every timer that falls due on the way, each with the clock at its own time.</summary>
    /// <param name="time">How far; zero fires what is due now.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative: time does not run back.</exception>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        lock (_advancing)
        {
            var until = GetTimestamp() + time.Ticks;
            while (TakeDue(until) is { } timer)
            {
                timer.Fire();
            }

            MoveTo(until);
        }
    }

    /// <summary>Completes as soon as at least <paramref name="count"/> timers are armed at the same time.</summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that is already complete when they are armed now.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public Task WaitForTimersAsync(int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return WaitAsync(armed => armed.Count >= count, cancellationToken);
    }

    /// <summary>Completes as soon as a timer is armed that falls due exactly <paramref name="dueIn"/> from now.</summary>
    /// <param name="dueIn">The time until it falls due, counted from the clock's time at the moment of arming.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that is already complete when such a timer is armed now.</returns>
    public Task WaitForTimerAsync(TimeSpan dueIn, CancellationToken cancellationToken = default) =>
        WaitAsync(armed => armed.Contains(dueIn), cancellationToken);

    /// <summary>Makes a timer that <see cref="Advance"/> fires.</summary>
    /// <param name="callback">Called, on the advancing thread, each time the timer falls due.</param>
    /// <param name="state">Passed to the callback.</param>
    /// <param name="dueTime">Time until the first call; <see cref="Timeout.InfiniteTimeSpan"/> leaves the timer unarmed.</param>
    /// <param name="period">Time between calls; zero or <see cref="Timeout.InfiniteTimeSpan"/> for one call only.</param>
    /// <returns>The timer, armed unless <paramref name="dueTime"/> is infinite.</returns>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal bool Arm(ManualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
        {
            if (timer.Disposed)
            {
                return false;
            }

            _armed.Remove(timer);
            timer.Period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                Enqueue(timer, _elapsed + dueTime.Ticks);
            }

            return true;
        }
    }

    internal void Disarm(ManualTimer timer)
    {
        lock (_lock)
        {
            timer.Disposed = true;
            _armed.Remove(timer);
        }
    }

    void Enqueue(ManualTimer timer, long due)
    {
        (timer.Due, timer.Order) = (due, ++_armings);
        _armed.Add(timer);
        _waits.RemoveAll(wait => wait.CompletedBy(Remaining()));
    }

    ManualTimer? TakeDue(long until)
    {
        lock (_lock)
        {
            if (_armed.Min is not { } first || first.Due > until)
            {
                return null;
            }

            _armed.Remove(first);
            _elapsed = Math.Max(_elapsed, first.Due);
            if (first.Period > TimeSpan.Zero)
            {
                Enqueue(first, first.Due + first.Period.Ticks);
            }

            return first;
        }
    }

    void MoveTo(long until)
    {
        lock (_lock)
        {
            _elapsed = Math.Max(_elapsed, until);                  // a callback may have advanced further
            _waits.RemoveAll(wait => wait.CompletedBy(Remaining()));
        }
    }

    Task WaitAsync(Predicate<IReadOnlyList<TimeSpan>> armed, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (armed(Remaining()))
            {
                return Task.CompletedTask;
            }

            var wait = new TimerWait(armed);
            _waits.Add(wait);
            return wait.WaitAsync(cancellationToken);
        }
    }

    TimeSpan[] Remaining() => [.. _armed.Select(timer => TimeSpan.FromTicks(timer.Due - _elapsed))];
}
