namespace ReactiveWs.Bytes;

/// <summary>The target of a request, taken apart (RFC 9112 §3.2).</summary>
/// <param name="Host">The authority of an absolute target; null in the usual form.</param>
/// <param name="Path">The path, undecoded.</param>
/// <param name="Query">The query without the question mark.</param>
internal readonly record struct RequestTarget(HostAndPort? Host, string Path, string Query)
{
    static readonly string[] Schemes = ["http://", "https://", "ws://", "wss://"];

    /// <summary>Reads a path or an absolute URL; null when it is neither.</summary>
    public static RequestTarget? Read(string target)
    {
        if (target.StartsWith('/'))
        {
            return Split(null, target);
        }
        var scheme = Schemes.FirstOrDefault(s => target.StartsWith(s, StringComparison.OrdinalIgnoreCase));
        return scheme is null ? null : ReadAbsolute(target[scheme.Length..]);
    }

    static RequestTarget? ReadAbsolute(string rest)
    {
        var end = rest.AsSpan().IndexOfAny('/', '?');
        var authority = end < 0 ? rest : rest[..end];
        return HostAndPort.TryRead(authority, out var host) ? Split(host, end < 0 ? "" : rest[end..]) : null;
    }

    static RequestTarget Split(HostAndPort? host, string pathAndQuery)
    {
        var mark = pathAndQuery.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? pathAndQuery : pathAndQuery[..mark];
        return new(host, path.Length == 0 ? "/" : path, mark < 0 ? "" : pathAndQuery[(mark + 1)..]);
    }
}
