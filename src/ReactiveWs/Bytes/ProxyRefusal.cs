using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;

namespace ReactiveWs.Bytes;

/// <summary>A proxy that does not lead to the server.</summary>
internal static class ProxyRefusal
{
    /// <summary>200: the proxy itself could not be connected to.</summary>
    public static ReactiveWsException Unreachable(DnsEndPoint proxy, ServerAddress address, SocketException cause) =>
        new(WebSocketErrorCode.ConnectionFailed,
            $"The proxy {proxy.Host}:{proxy.Port} on the way to {address.HostAndPort} cannot be reached: {cause.Message}. Check Proxy, or the system's proxy setting.", cause);

    /// <summary>200: the proxy answered, and not with a tunnel.</summary>
    public static ReactiveWsException From(ServerAddress address, HttpRequestException cause)
    {
        var status = Status(cause);
        return new(WebSocketErrorCode.ConnectionFailed, $"The proxy does not connect to {address.HostAndPort}: {Meaning(status, cause)}", cause) { HttpStatus = status };
    }

    static string Meaning(int? status, HttpRequestException cause) => status switch
    {
        407 => "HTTP 407, it wants credentials. Give Proxy a Username and a Password, or correct them.",
        403 => "HTTP 403, it forbids that host or port. Ask for it to be allowed, or add the host to Proxy.Exclusions.",
        { } other => $"HTTP {other}.",
        null => cause.Message,
    };

    // The platform gives the status in its text only, in quotes at the end.
    static int? Status(HttpRequestException cause)
    {
        if (cause.StatusCode is { } known)
        {
            return (int)known;
        }
        var digits = cause.Message.Split('\'').Select(part => part.Trim()).LastOrDefault(part => part.Length == 3 && part.All(char.IsAsciiDigit));
        return digits is null ? null : int.Parse(digits, CultureInfo.InvariantCulture);
    }
}
