using System.Globalization;
using ReactiveWs.Soak.Measuring;
using ReactiveWs.Soak.Visits;

namespace ReactiveWs.Soak;

/// <summary>Keeps as many visits going as there are connections, measures meanwhile, and judges in the end.</summary>
internal sealed class Soak(SoakOptions options)
{
    readonly Ledger _ledger = new();
    readonly Unobserved _unobserved = new();
    long _lastVisit;

    /// <summary>True when nothing was wrong.</summary>
    public async Task<bool> RunAsync()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Connections:N0} connections at a time for {options.Minutes:0.#} min, seed {options.Seed}"));
        var before = Sample.Sockets;
        var server = new SoakServer(_ledger);
        await server.StartAsync();
        var sampler = new Sampler(options, _ledger, server, _unobserved);
        using (var stop = new CancellationTokenSource(options.Length))
        {
            var work = Enumerable.Range(0, options.Connections).Select(place => VisitAsync(place, server, stop.Token)).Append(BroadcastAsync(server, stop.Token)).ToList();
            await sampler.RunAsync(stop.Token);
            await Task.WhenAll(work);
        }
        await server.DisposeAsync();
        var last = sampler.Take();
        sampler.Write();
        _ledger.Print();
        return new Verdict(options, _ledger, sampler, _unobserved) { SocketsBefore = before, SocketsLeft = Sample.Sockets, Last = last, Broadcast = server.Broadcast }.Print();
    }

    /// <summary>One place: a visit after the other.</summary>
    async Task VisitAsync(int place, SoakServer server, CancellationToken stop)
    {
        var mix = new Mix(options.Only);
        var random = new Random(options.Seed * 1_000_003 + place);
        using (var arriving = new PeriodicTimer(TimeSpan.FromMilliseconds(1 + random.Next(8000))))
        {
            await arriving.WaitForNextTickAsync(CancellationToken.None);        // not all at once
        }
        while (!stop.IsCancellationRequested)
        {
            using var stay = new Stay(Interlocked.Increment(ref _lastVisit), server, _ledger, random, options.Stay, stop);
            await mix.Next(stay).RunAsync();
        }
    }

    static async Task BroadcastAsync(SoakServer server, CancellationToken stop)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            await pace.WaitForNextTickAsync(CancellationToken.None);
            await server.BroadcastAsync(number);
        }
    }
}
