using System.Collections.Concurrent;
using System.Globalization;
using ReactiveWs.Soak.Visits;

namespace ReactiveWs.Soak;

/// <summary>All that was seen: the visits that are under way, the sums of those that ended, and what must not have happened.</summary>
internal sealed class Ledger
{
    const int MostShown = 20;

    readonly ConcurrentDictionary<long, Visit> _visits = new();
    readonly ConcurrentDictionary<string, Sums> _sums = new();
    readonly ConcurrentDictionary<string, long> _errors = new();
    long _faultCount;
    long _ended;
    long _messages;
    long _pongs;
    long _broadcasts;

    public long Ended => Volatile.Read(ref _ended);

    public long Messages => Volatile.Read(ref _messages);

    public long Pongs => Volatile.Read(ref _pongs);

    /// <summary>How many broadcasts listeners have received.</summary>
    public long Broadcasts => Volatile.Read(ref _broadcasts);

    public int UnderWay => _visits.Count;

    public long Faults => Volatile.Read(ref _faultCount);

    public void Add(Visit visit) => _visits[visit.Id] = visit;

    public Visit? Find(long id) => _visits.GetValueOrDefault(id);

    public void CountPong() => Interlocked.Increment(ref _pongs);

    public void CountBroadcast() => Interlocked.Increment(ref _broadcasts);

    public void CountMessage() => Interlocked.Increment(ref _messages);

    /// <summary>Balances a visit whose ends have both ended, and forgets it.</summary>
    public void Balance(Visit visit)
    {
        _visits.TryRemove(visit.Id, out _);
        Interlocked.Increment(ref _ended);
        foreach (var (lane, name) in new[] { (visit.Up, "to the server"), (visit.Down, "to the client") })
        {
            if (lane.Judge() is { } wrong) Fault($"{visit.Name} {visit.Id}, {name}: {wrong}");
        }
        _sums.GetOrAdd(visit.Name, _ => new Sums()).Add(visit);
    }

    public void Fault(string what)
    {
        // at once, and not in the end: half an hour is long
        if (Interlocked.Increment(ref _faultCount) <= MostShown) Console.WriteLine($"FAULT {what}");
    }

    /// <summary>Counts an error that a stream told; some are part of the load, a subscriber that failed is not.</summary>
    public void Error(string side, ReactiveWsException error)
    {
        _errors.AddOrUpdate($"{side}: {error.Code}{(error.HttpStatus is { } status ? $" {status}" : "")}", 1, static (_, count) => count + 1);
        if (error.Code is WebSocketErrorCode.SubscriberFailed or WebSocketErrorCode.Unknown) Fault($"{side}: {error}");
    }

    public void Print()
    {
        Console.WriteLine($"{"",-12}{"visits",10}{"connections",13}{"up",12}{"down",12}{"undelivered",13}{"in the kernel at a cut",24}");
        foreach (var (name, sums) in _sums.OrderBy(sum => sum.Key, StringComparer.Ordinal)) Console.WriteLine(sums.Row(name));
        foreach (var (error, count) in _errors.OrderByDescending(error => error.Value)) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"   {count,10:N0}  {error}"));
    }

    /// <summary>Of all visits of one kind.</summary>
    sealed class Sums
    {
        readonly Lock _lock = new();
        long _visits;
        long _connections;
        long _up;
        long _down;
        long _undelivered;
        long _unknown;

        public void Add(Visit visit)
        {
            lock (_lock)
            {
                _visits++;
                _connections += visit.Connections;
                _up += visit.Up.Received;
                _down += visit.Down.Received;
                _undelivered += visit.Up.Undelivered + visit.Down.Undelivered;
                _unknown += visit.Up.Unknown + visit.Down.Unknown;
            }
        }

        public string Row(string name) => string.Create(CultureInfo.InvariantCulture,
            $"{name,-12}{_visits,10:N0}{_connections,13:N0}{_up,12:N0}{_down,12:N0}{_undelivered,13:N0}{_unknown,24:N0}");
    }
}
