namespace ReactiveWs.Bytes;

/// <summary>Whether headers may be sent with a handshake; says which may not and why (error 401), and never throws.</summary>
internal static class HeaderCheck
{
    /// <summary>The first fault of a client's own headers; null when there is none.</summary>
    public static ReactiveWsException? Fault(IReadOnlyDictionary<string, string>? headers)
    {
        if (headers is null)
        {
            return Invalid("Header is null. Leave it out to send none.");
        }
        return headers.Select(header => Fault(header.Key, header.Value)).FirstOrDefault(fault => fault is not null);
    }

    /// <summary>Null when the <c>Origin</c> option can be sent.</summary>
    public static ReactiveWsException? OriginFault(string? origin) =>
        origin is null || HttpSyntax.IsSendable(origin) ? null : Invalid("Origin has characters that cannot be sent. Write an international host name in its ASCII form.");

    // Values are never shown: they may be secrets.
    static ReactiveWsException? Fault(string name, string? value)
    {
        if (!HttpSyntax.IsToken(name))
        {
            return Invalid($"The header name '{name.ReplaceLineEndings(" ")}' is invalid. Letters, digits and !#$%&'*+-.^_`|~ are allowed (RFC 9110 §5.1).");
        }
        if (Instead(name.ToUpperInvariant()) is { } remedy)
        {
            return Invalid($"The header '{name}' cannot be set by hand: {remedy}.");
        }
        return value is not null && HttpSyntax.IsSendable(value)
            ? null
            : Invalid($"The value of the header '{name}' is null or has characters that cannot be sent, such as line ends. Percent-encode or base64-encode them.");
    }

    static string? Instead(string name) => name switch
    {
        "SEC-WEBSOCKET-PROTOCOL" => "use Protocol instead",
        "SEC-WEBSOCKET-EXTENSIONS" => "use Compression instead",
        "ORIGIN" => "use Origin instead",
        "HOST" => "it is the host of the address",
        "PROXY-AUTHORIZATION" => "use Proxy with Username and Password instead",
        "CONNECTION" or "UPGRADE" or "KEEP-ALIVE" or "PROXY-CONNECTION" or "TE" or "EXPECT" => "it belongs to the handshake",
        "TRAILER" or "TRANSFER-ENCODING" or "ALLOW" or "EXPIRES" or "LAST-MODIFIED" => "it describes a body, and a handshake has none",
        _ when name.StartsWith("CONTENT-", StringComparison.Ordinal) => "it describes a body, and a handshake has none",
        _ when name.StartsWith("SEC-WEBSOCKET-", StringComparison.Ordinal) => "it belongs to the handshake",
        _ => null,
    };

    static ReactiveWsException Invalid(string message) => new(WebSocketErrorCode.InvalidArgument, message);
}
