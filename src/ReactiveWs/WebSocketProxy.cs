namespace ReactiveWs;

/// <summary>How a client reaches the server: through the system's proxy, through none, or through a given one (module: <c>proxy</c>, API 12).</summary>
public sealed record WebSocketProxy
{
    /// <summary>The proxy that the operating system or the environment is set to. The default.</summary>
    public static WebSocketProxy System { get; } = new();

    /// <summary>No proxy, whatever the system is set to.</summary>
    public static WebSocketProxy None { get; } = new() { IsNone = true };

    WebSocketProxy() { }

    /// <summary>A given proxy.</summary>
    /// <param name="host">A host name or IP address; prefix <c>socks5://</c>, <c>socks4://</c> or <c>https://</c> for another scheme than <c>http://</c>.</param>
    /// <param name="port">0–65535.</param>
    /// <exception cref="ArgumentException">The host is empty, or the port out of range.</exception>
    public WebSocketProxy(string host, int port)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(host);
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535);
        Host = host;
        Port = port;
    }

    internal bool IsNone { get; private init; }

    /// <summary>The proxy's host; null for <see cref="System"/> and <see cref="None"/>.</summary>
    public string? Host { get; }

    /// <summary>The proxy's port; 0 for <see cref="System"/> and <see cref="None"/>.</summary>
    public int Port { get; }

    /// <summary>The user name; effective only together with <see cref="Password"/>.</summary>
    public string? Username { get; init; }

    /// <summary>The password; effective only together with <see cref="Username"/>. Never logged.</summary>
    public string? Password { get; init; }

    /// <summary>Hosts that are reached directly: a name, a domain suffix, an IP address, or a lone <c>*</c> for all. Default none.</summary>
    public IReadOnlyList<string> Exclusions { get; init; } = [];

    /// <summary>The address without user name and password.</summary>
    public override string ToString() => Host is null ? IsNone ? "none" : "system" : $"{Host}:{Port}";
}
