using System.Diagnostics;
using System.Globalization;

namespace ReactiveWs.Fuzz;

/// <summary>
/// Runs one target: every seed, then mutations of what led to states not seen before. An input that fails is made smaller and written to a file.
/// </summary>
internal sealed class Campaign(FuzzTarget target, FuzzOptions options)
{
    const int MostShown = 60;
    const int MostKept = 20_000;
    const int MostStates = 4_000_000;
    const int CheckInterval = 1_000_000;
    const long MostGrowth = 64 * 1024 * 1024;

    readonly Random _random = new(options.Seed);
    readonly List<byte[]> _kept = [];
    readonly HashSet<ulong> _states = [];
    readonly Dictionary<string, long> _kinds = [];
    long _inputs;
    long _firstMemory;
    long _lastMemory;

    /// <summary>True when no input failed.</summary>
    public bool Run()
    {
        Console.WriteLine($"== {target.Name}, seed {options.Seed}");
        var clock = Stopwatch.StartNew();
        using var watchdog = new Watchdog(target);
        var failure = RunSeeds(watchdog) ?? RunMutations(watchdog, clock) ?? CheckMemory();
        Report(clock.Elapsed);
        if (failure is not null) Console.WriteLine(failure);
        return failure is null;
    }

    string? RunSeeds(Watchdog watchdog)
    {
        foreach (var seed in target.Seeds().Concat(Corpus.Regressions(target.Name)))
        {
            _kept.Add(seed);
            if (Try(seed, watchdog) is { } failure) return failure;
        }
        _firstMemory = Memory();
        return null;
    }

    string? RunMutations(Watchdog watchdog, Stopwatch clock)
    {
        while (_inputs < options.Inputs && (_inputs % 64 != 0 || clock.Elapsed.TotalSeconds < options.Seconds))
        {
            var input = target.Mutate(Pick(), Pick(), _random);
            if (Try(input, watchdog) is { } failure) return failure;
            if (_inputs % CheckInterval == 0 && CheckMemory() is { } growth) return growth;
        }
        return null;
    }

    // late finds are deeper: every second choice is among the last tenth
    byte[] Pick() => _random.Next(2) == 0 ? _kept[_random.Next(_kept.Count)] : _kept[^(1 + _random.Next(1 + _kept.Count / 10))];

    string? Try(byte[] input, Watchdog watchdog)
    {
        try
        {
            watchdog.Begin(input);
            Note(input, target.Run(input));
            return null;
        }
        catch (Exception failure)
        {
            return new Failure(target, failure).Write(input);
        }
    }

    void Note(byte[] input, Outcome outcome)
    {
        _inputs++;
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_kinds, outcome.Kind, out _)++;
        if (_states.Count >= MostStates || !_states.Add(outcome.State)) return;
        if (_kept.Count < MostKept) _kept.Add(input);
        else _kept[_random.Next(MostKept)] = input;
    }

    /// <summary>What the parsers hold on to, beside what this run itself keeps.</summary>
    long Memory() => GC.GetTotalMemory(forceFullCollection: true) - _states.Count * 24L - _kept.Sum(input => input.Length + 32L);

    string? CheckMemory()
    {
        _lastMemory = Memory();
        return _lastMemory - _firstMemory > MostGrowth ? $"FAILED {target.Name}: {_lastMemory - _firstMemory:N0} bytes more are held than after the seeds" : null;
    }

    /// <summary>The process's so far, in bytes: this target's own only when it runs alone.</summary>
    static long PeakWorkingSet
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.PeakWorkingSet64;
        }
    }

    void Report(TimeSpan took)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"   {_inputs:N0} inputs in {took.TotalSeconds:0.0} s, {_inputs / took.TotalSeconds:N0}/s; {_states.Count:N0} distinct states, {_kinds.Count} outcomes; "
            + $"memory after collection {_firstMemory / 1024:N0} KiB at first, {_lastMemory / 1024:N0} KiB at last, peak working set {PeakWorkingSet / 1024 / 1024:N0} MiB"));
        foreach (var (kind, count) in _kinds.OrderByDescending(kind => kind.Value).Take(MostShown)) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"   {count,12:N0}  {kind}"));
    }
}
