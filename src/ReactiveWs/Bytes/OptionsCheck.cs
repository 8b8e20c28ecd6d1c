using System.Security.Authentication;

namespace ReactiveWs.Bytes;

/// <summary>Whether options are valid; says which is not and why (error 401), and never throws.</summary>
internal static class OptionsCheck
{
    // What a timer can wait.
    static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>The first fault of a client's options; null when they are valid.</summary>
    public static ReactiveWsException? Fault(WebSocketRequestOptions options) => First(
        HeaderCheck.Fault(options.Header),
        Tokens(options.Protocol, options.Protocols),
        HeaderCheck.OriginFault(options.Origin),
        Entries(nameof(options.AllowedHosts), options.AllowedHosts),
        ProxyFault(options.Proxy),
        Tls(options.MinTlsProtocol),
        Duration(nameof(options.PingInterval), options.PingInterval),
        Duration(nameof(options.PongTimeout), options.PongTimeout),
        ConnectTimeoutFault(options.ConnectTimeout),
        Duration(nameof(options.CloseTimeout), options.CloseTimeout),
        Duration(nameof(options.SendTimeout), options.SendTimeout),
        Limits(options.MaxMessageSize, options.MaxFragments, options.MaxSendSize, options.ChunkSize, options.HighWaterMark),
        CompressionFault(options.Compression),
        ReconnectFault(options.Reconnect),
        options.TimeProvider is null ? Invalid("TimeProvider is null. Leave it out to use the system's time.") : null);

    /// <summary>The first fault of a server's options; null when they are valid. Address and port have errors of their own.</summary>
    public static ReactiveWsException? Fault(WebSocketServerConfig config) => First(
        Tokens(config.Protocol, config.Protocols),
        Entries(nameof(config.AllowedOrigins), config.AllowedOrigins),
        Tls(config.MinTlsProtocol),
        AtLeast(nameof(config.MaxConcurrentClientsNumber), config.MaxConcurrentClientsNumber, 1),
        AtLeast(nameof(config.MaxConnectionsForOneClient), config.MaxConnectionsForOneClient, 1),
        AtLeast(nameof(config.MaxConnections), config.MaxConnections, 1),
        AtLeast(nameof(config.UpgradesPerMinute), config.UpgradesPerMinute, 1),
        AtLeast(nameof(config.MaxHeaderSize), config.MaxHeaderSize, 256),
        AtLeast(nameof(config.MaxHeaderCount), config.MaxHeaderCount, 5),
        Positive(nameof(config.HandshakeTimeout), config.HandshakeTimeout),
        Duration(nameof(config.PingInterval), config.PingInterval),
        Duration(nameof(config.PongTimeout), config.PongTimeout),
        config.IdleTimeout is { } idle ? Positive(nameof(config.IdleTimeout), idle) : null,
        Duration(nameof(config.CloseTimeout), config.CloseTimeout),
        Duration(nameof(config.DrainTimeout), config.DrainTimeout),
        Duration(nameof(config.SendTimeout), config.SendTimeout),
        Limits(config.MaxMessageSize, config.MaxFragments, config.MaxSendSize, config.ChunkSize, config.HighWaterMark),
        CompressionFault(config.Compression),
        config.TimeProvider is null ? Invalid("TimeProvider is null. Leave it out to use the system's time.") : null);

    static ReactiveWsException? First(params ReadOnlySpan<ReactiveWsException?> faults)
    {
        foreach (var fault in faults)
        {
            if (fault is not null)
            {
                return fault;
            }
        }
        return null;
    }

    static ReactiveWsException? Tokens(string? protocol, IReadOnlyList<string>? protocols)
    {
        if (protocols is null || protocols.Contains(null!))
        {
            return Invalid("Protocols is null, or has an entry that is.");
        }
        return SubprotocolChoice.List(protocol, protocols) is null
            ? Invalid($"Protocol and Protocols ({string.Join(", ", protocols.Prepend(protocol).Where(p => p is not null))}) must be different tokens: letters, digits and !#$%&'*+-.^_`|~ (RFC 6455 §4.1).")
            : null;
    }

    static ReactiveWsException? Entries(string option, IReadOnlyList<string>? list) =>
        list is not null && list.Any(string.IsNullOrWhiteSpace) ? Invalid($"{option} has an empty entry. Remove it.") : null;

    static ReactiveWsException? ProxyFault(WebSocketProxy? proxy)
    {
        if (proxy is null)
        {
            return Invalid("Proxy is null. Write WebSocketProxy.None to use none, or WebSocketProxy.System.");
        }
        if (proxy.Host is null)
        {
            return null;
        }
        if (proxy.Host.Contains('@', StringComparison.Ordinal))
        {
            return Invalid("Proxy.Host carries a user name or password. Give them as Username and Password.");
        }
        return GivenProxy.AddressOf(proxy) is null
            ? Invalid($"Proxy.Host '{proxy.Host}' with port {proxy.Port} is not a host name or IP address, with http://, https://, socks4://, socks4a:// or socks5:// before it or nothing.")
            : Entries("Proxy.Exclusions", proxy.Exclusions);
    }

    static ReactiveWsException? Tls(SslProtocols oldest) =>
        oldest is SslProtocols.Tls12 or SslProtocols.Tls13 ? null : Invalid($"MinTlsProtocol is {oldest}; it must be Tls12 or Tls13. Older versions are broken.");

    static ReactiveWsException? ConnectTimeoutFault(TimeSpan value) =>
        value == Timeout.InfiniteTimeSpan ? null : Positive(nameof(WebSocketRequestOptions.ConnectTimeout), value);

    static ReactiveWsException? Positive(string option, TimeSpan value) =>
        value == TimeSpan.Zero ? Invalid($"{option} is zero; it must be longer.") : Duration(option, value);

    static ReactiveWsException? Duration(string option, TimeSpan value) =>
        value < TimeSpan.Zero || value > Longest ? Invalid($"{option} is {value}; it must be between zero and {Longest.TotalDays:0} days.") : null;

    static ReactiveWsException? Limits(long? messageSize, int? fragments, long? sendSize, int? chunkSize, int highWaterMark) => First(
        AtLeast(nameof(WebSocketRequestOptions.MaxMessageSize), messageSize, 1),
        AtLeast(nameof(WebSocketRequestOptions.MaxFragments), fragments, 1),
        AtLeast(nameof(WebSocketRequestOptions.MaxSendSize), sendSize, 1),
        AtLeast(nameof(WebSocketRequestOptions.ChunkSize), chunkSize, 4),              // the longest UTF-8 character
        AtLeast(nameof(WebSocketRequestOptions.HighWaterMark), highWaterMark, 1));

    static ReactiveWsException? AtLeast(string option, long? value, long least) =>
        value < least ? Invalid($"{option} is {value}; it must be at least {least}.") : null;

    static ReactiveWsException? CompressionFault(WebSocketCompression? compression) => compression is null ? null : First(
        WindowBits(nameof(compression.ServerMaxWindowBits), compression.ServerMaxWindowBits),
        WindowBits(nameof(compression.ClientMaxWindowBits), compression.ClientMaxWindowBits),
        WindowBits(nameof(compression.MinWindowBits), compression.MinWindowBits),
        compression.MinWindowBits > Math.Min(compression.ServerMaxWindowBits, compression.ClientMaxWindowBits)
            ? Invalid($"Compression.MinWindowBits is {compression.MinWindowBits}; it must not be above ServerMaxWindowBits ({compression.ServerMaxWindowBits}) and ClientMaxWindowBits ({compression.ClientMaxWindowBits}).")
            : null,
        AtLeast("Compression.Threshold", compression.Threshold, 0));

    static ReactiveWsException? WindowBits(string option, int bits) =>
        bits is < 8 or > 15 ? Invalid($"Compression.{option} is {bits}; it must be between 8 and 15 (RFC 7692 §7.1.2).") : null;

    static ReactiveWsException? ReconnectFault(ReconnectOptions? reconnect) => reconnect is null ? null : First(
        Duration("Reconnect.InitialDelay", reconnect.InitialDelay),
        Duration("Reconnect.MaxDelay", reconnect.MaxDelay),
        reconnect.Multiplier >= 1 ? null : Invalid($"Reconnect.Multiplier is {reconnect.Multiplier}; it must be at least 1."),
        AtLeast("Reconnect.MaxAttempts", reconnect.MaxAttempts, 1));

    static ReactiveWsException Invalid(string message) => new(WebSocketErrorCode.InvalidArgument, message);
}
