using ReactiveWs.Testing;

namespace ReactiveWs.Tests.Testing;

public sealed class ManualTimeProviderTests
{
    static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    static readonly TimeSpan s_never = Timeout.InfiniteTimeSpan;

    readonly ManualTimeProvider _time = new();
    readonly List<string> _fired = [];

    static CancellationToken Guard => TestContext.Current.CancellationToken;

    [Fact]
    public void Time_stands_still_until_it_is_advanced()
    {
        var (now, timestamp) = (_time.GetUtcNow(), _time.GetTimestamp());

        Assert.Equal(now, _time.GetUtcNow());
        Assert.Equal(timestamp, _time.GetTimestamp());
        _time.Advance(s_second * 90);

        Assert.Equal(now + (s_second * 90), _time.GetUtcNow());
        Assert.Equal(s_second * 90, _time.GetElapsedTime(timestamp));
    }

    [Fact]
    public void The_start_can_be_chosen() =>
        Assert.Equal(new DateTimeOffset(2030, 5, 1, 10, 0, 0, TimeSpan.Zero),
            new ManualTimeProvider(new DateTimeOffset(2030, 5, 1, 12, 0, 0, TimeSpan.FromHours(2))).GetUtcNow());

    [Fact]
    public void Time_does_not_run_back() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _time.Advance(-s_second));

    [Fact]
    public void Timers_fire_in_the_order_of_their_times_with_the_clock_at_each()
    {
        Arm("late", 3);
        Arm("early", 1);
        Arm("middle", 2);
        Arm("beyond", 11);

        _time.Advance(s_second * 10);

        Assert.Equal(["early@1", "middle@2", "late@3"], _fired);
        Assert.Equal([s_second], _time.ArmedTimers);
    }

    [Fact]
    public void Timers_due_at_the_same_time_fire_in_the_order_of_arming()
    {
        using var first = Arm("first", 9);
        Arm("second", 2);
        first.Change(s_second * 2, s_never);

        _time.Advance(s_second * 2);

        Assert.Equal(["second@2", "first@2"], _fired);
    }

    [Fact]
    public void A_period_fires_at_each_multiple_within_one_advance()
    {
        using var timer = Arm("tick", 1, period: 2);

        _time.Advance(s_second * 6);

        Assert.Equal(["tick@1", "tick@3", "tick@5"], _fired);
    }

    [Fact]
    public void A_callback_that_arms_a_timer_sees_it_fire_in_the_same_advance()
    {
        using var timer = _time.CreateTimer(_ => Arm("inner", 1), null, s_second, s_never);
        Arm("outer", 3);

        _time.Advance(s_second * 4);

        Assert.Equal(["inner@2", "outer@3"], _fired);
    }

    [Fact]
    public void A_callback_may_re_arm_its_own_timer()
    {
        ITimer? timer = null;
        timer = _time.CreateTimer(_ => { Note("again"); timer!.Change(s_second * 2, s_never); }, null, s_second, s_never);

        _time.Advance(s_second * 5);

        Assert.Equal(["again@1", "again@3", "again@5"], _fired);
    }

    [Fact]
    public void A_callback_may_dispose_a_timer_that_is_due()
    {
        ITimer? victim = null;
        using var killer = _time.CreateTimer(_ => { Note("killer"); victim!.Dispose(); }, null, s_second, s_never);
        victim = Arm("victim", 1);

        _time.Advance(s_second);

        Assert.Equal(["killer@1"], _fired);
        Assert.False(victim.Change(s_second, s_never));
    }

    [Fact]
    public void A_callback_may_advance_the_clock()
    {
        using var timer = _time.CreateTimer(_ => { Note("jump"); _time.Advance(s_second * 10); }, null, s_second, s_never);
        Arm("passed", 5);

        _time.Advance(s_second * 2);

        Assert.Equal(["jump@1", "passed@5"], _fired);
        Assert.Equal(s_second.Ticks * 11, _time.GetTimestamp());
    }

    [Fact]
    public void A_timer_due_in_zero_time_fires_without_time_passing()
    {
        Arm("now", 0);
        Assert.Empty(_fired);

        _time.Advance(TimeSpan.Zero);

        Assert.Equal(["now@0"], _fired);
    }

    [Fact]
    public void Changing_to_infinite_disarms()
    {
        using var timer = Arm("never", 1);

        Assert.True(timer.Change(s_never, s_never));
        _time.Advance(s_second * 2);

        Assert.Empty(_fired);
        Assert.Empty(_time.ArmedTimers);
    }

    [Fact]
    public void A_callback_sees_the_async_locals_of_the_timers_maker()
    {
        var local = new AsyncLocal<string> { Value = "maker" };
        using var timer = _time.CreateTimer(_ => _fired.Add(local.Value!), null, s_second, s_never);
        local.Value = "advancer";

        _time.Advance(s_second);

        Assert.Equal(["maker"], _fired);
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(4_294_967_295)]
    public void A_due_time_out_of_the_platforms_range_is_refused(long milliseconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _time.CreateTimer(_ => { }, null, TimeSpan.FromMilliseconds(milliseconds), s_never));

    [Fact]
    public async Task Waiting_for_a_timer_ends_when_another_thread_arms_it()
    {
        var armed = _time.WaitForTimerAsync(s_second * 30, Guard);
        Arm("other", 29);
        Assert.False(armed.IsCompleted);

        await Task.Run(() => Arm("wanted", 30), Guard);

        await armed;
        Assert.True(_time.WaitForTimerAsync(s_second * 30, Guard).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Waiting_for_timers_counts_those_armed_at_the_same_time()
    {
        var two = _time.WaitForTimersAsync(2, Guard);
        Arm("first", 1).Dispose();
        Arm("second", 1);
        Assert.False(two.IsCompleted);

        Arm("third", 1);

        await two;
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        var wait = _time.WaitForTimersAsync(1, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public async Task The_platforms_own_waits_run_on_it()
    {
        using var timeout = new CancellationTokenSource(s_second * 5, _time);
        var never = new TaskCompletionSource().Task.WaitAsync(s_second * 4, _time, Guard);
        await _time.WaitForTimersAsync(2, Guard);

        _time.Advance(s_second * 5);

        await Assert.ThrowsAsync<TimeoutException>(() => never);
        Assert.True(timeout.IsCancellationRequested);
    }

    [Fact]
    public async Task Threads_that_arm_and_dispose_while_time_passes_do_no_harm()
    {
        var fired = 0;
        var arming = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                _time.CreateTimer(_ => { }, null, s_second, s_second).Dispose();
                _time.CreateTimer(_ => Interlocked.Increment(ref fired), null, s_second, s_never);
            }
        }, Guard));
        var done = Task.WhenAll(arming);

        while (!done.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await done;
        _time.Advance(s_second);
        Assert.Equal(2000, fired);
    }

    ITimer Arm(string name, int seconds, int period = 0) =>
        _time.CreateTimer(_ => Note(name), null, s_second * seconds, s_second * period);

    void Note(string name) => _fired.Add($"{name}@{_time.GetTimestamp() / TimeSpan.TicksPerSecond}");
}
