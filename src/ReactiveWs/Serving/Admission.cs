using System.Net;
using System.Net.Sockets;
using ReactiveWs.Bytes;

namespace ReactiveWs.Serving;

/// <summary>
/// Counts who is in: connections in all and by address, and upgrades within the minute. Who has an IPv6 address has 2^64 of them: the network counts, its
/// first 64 bits (RFC 6177 §2, RFC 4291 §2.5.4).
/// </summary>
internal sealed class Admission(WebSocketServerConfig config)
{
    const int FirstSweep = 1024;

    readonly Lock _lock = new();
    readonly Dictionary<IPAddress, int> _byAddress = [];
    readonly Dictionary<IPAddress, Window> _upgrades = [];
    int _connections;
    int _nextSweep = FirstSweep;

    /// <summary>Addresses whose upgrades are counted.</summary>
    public int Remembered => _upgrades.Count;

    /// <summary>Takes a place; null when one was free, otherwise the limit that is reached.</summary>
    public Refusal? TryEnter(IPAddress? address)
    {
        address = Network(address);
        lock (_lock)
        {
            if (address is not null && TooManyUpgrades(address)) return new Refusal(429, $"More than {config.UpgradesPerMinute} upgrades in a minute came from {Shown(address)}: try again later.") { Headers = [new("Retry-After", "60")] };
            if (_connections >= config.MaxConnections) return Full("MaxConnections", _connections);
            if (address is not null && Limit(address) is { } refusal) return refusal;
            _connections++;
            if (address is not null) _byAddress[address] = _byAddress.GetValueOrDefault(address) + 1;
            return null;
        }
    }

    /// <summary>Gives the place back.</summary>
    public void Leave(IPAddress? address)
    {
        address = Network(address);
        lock (_lock)
        {
            _connections--;
            if (address is null) return;
            if (_byAddress[address] == 1) _byAddress.Remove(address);
            else _byAddress[address]--;
        }
    }

    static IPAddress? Network(IPAddress? address)
    {
        if (address is null or { AddressFamily: AddressFamily.InterNetwork }) return address;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }

    Refusal? Limit(IPAddress address)
    {
        var own = _byAddress.GetValueOrDefault(address);
        if (own >= config.MaxConnectionsForOneClient) return Full("MaxConnectionsForOneClient", own);
        return own == 0 && _byAddress.Count >= config.MaxConcurrentClientsNumber ? Full("MaxConcurrentClientsNumber", _byAddress.Count) : null;
    }

    static string Shown(IPAddress network) => network.AddressFamily == AddressFamily.InterNetworkV6 ? $"{network}/64" : $"{network}";

    static Refusal Full(string limit, int count) => new(503, $"The server is full ({limit} is reached at {count}): try again later.") { Headers = [new("Retry-After", "5")] };

    bool TooManyUpgrades(IPAddress address)
    {
        if (config.UpgradesPerMinute is not { } most) return false;
        var now = config.TimeProvider.GetTimestamp();
        var minute = config.TimeProvider.TimestampFrequency * 60;
        Forget(now - minute);
        var window = _upgrades.GetValueOrDefault(address);
        if (window.Count == 0 || now - window.Start >= minute) window = new Window(now, 0);
        if (window.Count >= most) return true;
        _upgrades[address] = window with { Count = window.Count + 1 };
        return false;
    }

    // an attacker with many addresses must not make the table grow, nor every upgrade walk over it: it is swept each time that it has doubled
    void Forget(long before)
    {
        if (_upgrades.Count < _nextSweep) return;
        foreach (var (address, window) in _upgrades)
        {
            if (window.Start <= before) _upgrades.Remove(address);
        }
        _nextSweep = Math.Max(FirstSweep, _upgrades.Count * 2);
    }

    readonly record struct Window(long Start, int Count);
}
