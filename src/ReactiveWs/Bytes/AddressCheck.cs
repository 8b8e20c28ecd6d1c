namespace ReactiveWs.Bytes;

/// <summary>Whether a client may connect to an address; says why not, and never throws.</summary>
internal static class AddressCheck
{
    const int MaxLength = 8196;

    /// <summary>Reads an address; exactly one of the two is null.</summary>
    public static (Uri? Uri, ReactiveWsException? Fault) Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return (null, Invalid("The address is empty. Give one such as ws://localhost:8080/chat."));
        }
        if (text.Length > MaxLength)
        {
            return (null, TooLong(text.Length));
        }
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            return Fault(uri) is { } fault ? (null, fault) : (uri, null);
        }
        return (null, Invalid($"'{WithoutSecrets(text)}' is not a URL. Give one such as ws://localhost:8080/chat."));
    }

    /// <summary>2302001 when the address is not a WebSocket URL (RFC 6455 §3); null when it is.</summary>
    public static ReactiveWsException? Fault(Uri uri)
    {
        if (!uri.IsAbsoluteUri)
        {
            return Invalid($"'{WithoutSecrets(uri.OriginalString)}' is not an absolute URL. Give one such as ws://localhost:8080/chat.");
        }
        if (uri.OriginalString.Length > MaxLength)
        {
            return TooLong(uri.OriginalString.Length);
        }
        return SchemeFault(uri) ?? PartFault(uri);
    }

    /// <summary>2302998 when <see cref="WebSocketRequestOptions.AllowedHosts"/> does not have the host; null when it has, or all are allowed.</summary>
    public static ReactiveWsException? HostFault(Uri uri, IReadOnlyList<string>? allowed)
    {
        if (allowed is null || allowed.Any(pattern => HostPattern.IsMatch(pattern, uri.IdnHost)))
        {
            return null;
        }
        return new(WebSocketErrorCode.HostNotAllowed,
            $"The host '{uri.IdnHost}' is not in AllowedHosts ({string.Join(", ", allowed)}). Add it there if it may be connected to.");
    }

    static ReactiveWsException? SchemeFault(Uri uri) => uri.Scheme switch
    {
        "ws" or "wss" => null,
        "http" or "https" => Invalid($"'{ServerAddress.Shown(uri)}' has the scheme '{uri.Scheme}'. Write '{uri.Scheme.Replace("http", "ws", StringComparison.Ordinal)}' instead."),
        _ => Invalid($"'{WithoutSecrets(uri.OriginalString)}' has the scheme '{uri.Scheme}'. A WebSocket URL begins with ws:// or wss://."),
    };

    static ReactiveWsException? PartFault(Uri uri)
    {
        var shown = ServerAddress.Shown(uri);
        if (uri.IdnHost.Length == 0)
        {
            return Invalid($"'{shown}' names no host.");
        }
        if (uri.UserInfo.Length > 0)
        {
            return Invalid($"'{shown}' carries a user name or password. Addresses end up in logs: send it as Header[\"Authorization\"] instead.");
        }
        if (uri.OriginalString.Contains('#', StringComparison.Ordinal))
        {
            return Invalid($"'{shown}' has a fragment, which a WebSocket URL may not have (RFC 6455 §3). Write a '#' in a query as %23.");
        }
        if (uri.Port == 0)
        {
            return Invalid($"'{shown}' has the port 0, on which nothing can listen.");
        }
        return uri.PathAndQuery.All(c => c is > ' ' and < '\x7F') ? null : Invalid($"'{shown}' has characters in its path or query that must be percent-encoded.");
    }

    static ReactiveWsException TooLong(int length) => Invalid($"The address has {length} characters; at most {MaxLength} are allowed. Send data as messages instead.");

    static ReactiveWsException Invalid(string message) => new(WebSocketErrorCode.InvalidUrl, message);

    // What cannot be parsed is cut where a secret may begin.
    static string WithoutSecrets(string text)
    {
        var end = text.AsSpan().IndexOfAny('?', '#');
        var shown = end < 0 ? text : text[..end];
        var at = shown.LastIndexOf('@');
        var start = shown.IndexOf("//", StringComparison.Ordinal) + 2;
        shown = at < 0 ? shown : string.Concat(shown.AsSpan(0, start < 2 || start > at ? 0 : start), "…", shown.AsSpan(at));
        return shown.Length <= 200 ? shown : $"{shown[..200]}…";
    }
}
