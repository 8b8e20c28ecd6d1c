using System.Globalization;

namespace ReactiveWs.Soak.Measuring;

/// <summary>Whether the run was as it has to be, point by point.</summary>
internal sealed class Verdict(SoakOptions options, Ledger ledger, Sampler sampler, Unobserved unobserved)
{
    const double MiB = 1024 * 1024;
    const int MostThreads = 128;
    bool _passed = true;

    public required int SocketsBefore { get; init; }

    public required int SocketsLeft { get; init; }

    public required Sample Last { get; init; }

    public required long Broadcast { get; init; }

    // a short run is still warming up when its judged part begins, and has few samples
    double Bound => options.Minutes >= 10 ? 0.1 : 0.3;

    public bool Print()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{ledger.Ended:N0} visits, {ledger.Messages:N0} messages received, {ledger.Pongs:N0} pongs, {Last.Seconds:N0} s"));
        JudgeTrends();
        Judge(unobserved.Count == 0, $"{unobserved.Count} unobserved task exceptions {unobserved.First}");
        Judge(ledger.Faults == 0, $"{ledger.Faults} messages or connections that are not accounted for");
        Judge(ledger.UnderWay == 0, $"{ledger.UnderWay} visits that did not end");
        Judge(ledger.Broadcasts == Broadcast, string.Create(CultureInfo.InvariantCulture, $"broadcasts: {Broadcast:N0} sends accepted, {ledger.Broadcasts:N0} received"));
        Judge(SocketsLeft <= SocketsBefore, $"sockets in the end: {SocketsLeft}, {SocketsBefore} before the first connection");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"      managed heap in the end: {Last.Heap / MiB:0.0} MiB"));
        return _passed;
    }

    void JudgeTrends()
    {
        var judged = sampler.Samples.Where(sample => sample.Seconds >= options.Length.TotalSeconds / 3).ToList();
        Judge(judged.Count >= 5, $"{judged.Count} samples in the last two thirds");
        if (judged.Count < 5) return;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"trend over the last two thirds, at most {Bound:+0 %}:"));
        JudgeTrend(Trend.Of("managed heap after collection, MiB", judged, sample => sample.Heap / MiB));
        JudgeTrend(Trend.Of("native memory in use, MiB", judged, sample => sample.Native / MiB));
        JudgeTrend(Trend.Of("working set, MiB", judged, sample => sample.WorkingSet / MiB));
        JudgeTrend(Trend.Of("handles", judged, sample => sample.Descriptors));
        // the thread pool takes and gives back some, as the machine is busy with other things: a line through them says nothing
        var threads = judged.Max(sample => sample.Threads);
        Judge(threads <= MostThreads, $"threads: {threads} at most, {judged[^1].Threads} at last");
    }

    void JudgeTrend(Trend trend) => Judge(trend.Share <= Bound, trend.ToString());

    void Judge(bool good, string what)
    {
        _passed &= good;
        Console.WriteLine($"{(good ? "ok   " : "WRONG")} {what}");
    }
}
