using System.Globalization;
using System.Net.Http;

namespace ReactiveWs.Bytes;

/// <summary>A proxy that was reached, and does not lead to the server.</summary>
internal static class ProxyRefusal
{
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
