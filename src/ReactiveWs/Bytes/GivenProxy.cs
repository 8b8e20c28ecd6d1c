using System.Globalization;
using System.Net;

namespace ReactiveWs.Bytes;

/// <summary>The proxy of the options, in the form that the HTTP handler takes.</summary>
internal sealed class GivenProxy(WebSocketProxy proxy) : IWebProxy
{
    static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5"];

    readonly Uri _address = AddressOf(proxy) ?? throw new ArgumentException("Not checked.", nameof(proxy));

    public ICredentials? Credentials { get; set; } =
        proxy is { Username: { } user, Password: { } password } ? new NetworkCredential(user, password) : null;

    public Uri GetProxy(Uri destination) => _address;

    public bool IsBypassed(Uri host) => proxy.Exclusions.Any(pattern => HostPattern.IsSuffixMatch(pattern, host.IdnHost));

    /// <summary>The proxy that the options lead to for an address; null when it is reached directly.</summary>
    public static IWebProxy? For(Uri destination, WebSocketProxy option)
    {
        if (option.IsNone)
        {
            return null;
        }
        var proxy = option.Host is null ? HttpClient.DefaultProxy : new GivenProxy(option);
        return proxy.IsBypassed(destination) || proxy.GetProxy(destination) is null ? null : proxy;
    }

    /// <summary>The address of a given proxy; null when it is none.</summary>
    public static Uri? AddressOf(WebSocketProxy proxy)
    {
        var (scheme, host) = Split(proxy.Host!);
        var inUri = host.Contains(':', StringComparison.Ordinal) && !host.StartsWith('[') ? $"[{host}]" : host;
        var isAddress = Uri.TryCreate(string.Create(CultureInfo.InvariantCulture, $"{scheme}://{inUri}:{proxy.Port}"), UriKind.Absolute, out var address);
        return isAddress && Schemes.Contains(scheme) && address!.IdnHost.Length > 0 && address.Port == proxy.Port && address.AbsolutePath == "/" ? address : null;
    }

    static (string Scheme, string Host) Split(string host)
    {
        var end = host.IndexOf("://", StringComparison.Ordinal);
        return end < 0 ? ("http", host) : (host[..end].ToLowerInvariant(), host[(end + 3)..].TrimEnd('/'));
    }
}
