using System.Diagnostics;
using System.Globalization;

namespace ReactiveWs.Soak.Measuring;

/// <summary>Looks at the process again and again, and writes down what it saw.</summary>
internal sealed class Sampler(SoakOptions options, Ledger ledger, SoakServer server, Unobserved unobserved)
{
    const int Lines = 30;

    readonly Stopwatch _clock = Stopwatch.StartNew();
    readonly List<Sample> _samples = [];

    /// <summary>Those of the time under load.</summary>
    public IReadOnlyList<Sample> Samples => _samples;

    // some 360 looks at a long run, and not more than one a second at a short one
    TimeSpan Interval => TimeSpan.FromSeconds(Math.Clamp(options.Length.TotalSeconds / 360, 1, 10));

    public async Task RunAsync(CancellationToken stop)
    {
        using var pace = new PeriodicTimer(Interval);
        var nextLine = TimeSpan.Zero;
        while (await NextAsync(pace, stop))
        {
            var sample = Take();
            _samples.Add(sample);
            if (_clock.Elapsed < nextLine) continue;
            Console.WriteLine($"{Line(sample)}  {ledger.Faults} faults");
            nextLine = _clock.Elapsed + options.Length / Lines;
        }
    }

    public Sample Take() => Sample.Take(_clock.Elapsed, ledger, server.Connections, unobserved);

    public void Write()
    {
        Directory.CreateDirectory(options.Output);
        File.WriteAllLines(Path.Combine(options.Output, "soak.csv"), [Sample.Columns, .. _samples.Select(sample => sample.Row)]);
        File.WriteAllText(Path.Combine(options.Output, "soak.svg"), Plot.Draw(_samples));
    }

    static async Task<bool> NextAsync(PeriodicTimer pace, CancellationToken stop)
    {
        try
        {
            return await pace.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    static string Line(Sample sample) => string.Create(CultureInfo.InvariantCulture,
        $"{TimeSpan.FromSeconds((int)sample.Seconds):mm\\:ss}  {sample.Connections,6:N0} connections  heap {sample.Heap / 1048576.0,6:0.0} MiB  native {sample.Native / 1048576.0,6:0.0} MiB  working set {sample.WorkingSet / 1048576.0,6:0} MiB"
        + $"  {sample.Descriptors,6:N0} handles  {sample.Threads,3} threads  {sample.Visits,8:N0} visits  {sample.Messages,11:N0} messages");
}
