using ReactiveWs.Bytes;

namespace ReactiveWs.Serving;

/// <summary>Scheme, host and port, the port always known (RFC 6454 §4).</summary>
internal readonly record struct WebOrigin(string Scheme, string Host, int? Port)
{
    /// <summary>The origin of a page that this server itself would have served.</summary>
    public static WebOrigin Of(HostAndPort host, bool isTls)
    {
        var scheme = isTls ? "https" : "http";
        return new(scheme, host.Host, host.Port ?? DefaultPort(scheme));
    }

    /// <summary>Reads <c>scheme://host[:port]</c>; null when it is not that.</summary>
    public static WebOrigin? Read(string text)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        if (end <= 0 || !text.AsSpan(0, end).ContainsOnlySchemeChars() || !HostAndPort.TryRead(text.AsSpan(end + 3), out var host))
        {
            return null;
        }
        var scheme = text[..end].ToLowerInvariant();
        return new(scheme, host.Host, host.Port ?? DefaultPort(scheme));
    }

    static int? DefaultPort(string scheme) => scheme switch
    {
        "http" => 80,
        "https" => 443,
        _ => null,
    };
}

file static class SchemeChars
{
    // RFC 3986 §3.1
    public static bool ContainsOnlySchemeChars(this ReadOnlySpan<char> scheme)
    {
        foreach (var c in scheme)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }
        return true;
    }
}
