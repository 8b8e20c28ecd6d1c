using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;

namespace ReactiveWs.Bytes;

/// <summary>The sentences for all ways in which a client's opening can fail: what happened, where, and what to do.</summary>
internal static class OpeningFailure
{
    /// <summary>200: the server answered, and not with 101.</summary>
    public static ReactiveWsException Refused(ServerAddress address, UpgradeResponse response, string? body) =>
        new(WebSocketErrorCode.ConnectionFailed,
            $"{address} refused the handshake with HTTP {response.Status}{(response.Reason.Length > 0 ? $" {response.Reason}" : "")}: {Meaning(response)}")
        {
            HttpStatus = response.Status,
            ResponseBody = body,
        };

    /// <summary>200: the server answered with 101, but the answer breaks a rule.</summary>
    public static ReactiveWsException Malformed(ServerAddress address, string problem, Exception? cause = null) =>
        new(WebSocketErrorCode.ConnectionFailed, $"The answer of {address} is not a valid WebSocket handshake: {problem.TrimEnd('.')}.", cause);

    /// <inheritdoc cref="Malformed"/>
    public static ReactiveWsException Mismatched(ServerAddress address, string problem, UpgradeResponse response) =>
        new(WebSocketErrorCode.ConnectionFailed, Malformed(address, problem).Message) { HttpStatus = response.Status };

    /// <summary>200: the server took the connection, and ended it without an answer.</summary>
    public static ReactiveWsException Ended(ServerAddress address, Exception? cause = null) =>
        new(WebSocketErrorCode.ConnectionFailed,
            $"{address.HostAndPort} ended the connection during the handshake. {(address.IsSecure ? "It may not speak TLS there, or want a client certificate." : "It may speak TLS only (wss://), or no HTTP there.")}", cause);

    /// <summary>200: it took too long.</summary>
    public static ReactiveWsException TimedOut(ServerAddress address, TimeSpan limit, Exception cause) =>
        new(WebSocketErrorCode.ConnectionFailed,
            $"{address.HostAndPort} did not complete the handshake within {limit.TotalSeconds:0.###} s (ConnectTimeout). The host may be down, or a firewall drop its packets.", cause);

    /// <summary>The error for whatever a connection attempt threw.</summary>
    public static ReactiveWsException From(ServerAddress address, Exception cause)
    {
        for (var at = cause; at is not null; at = at.InnerException)
        {
            if (Known(address, at, cause) is { } failure)
            {
                return failure;
            }
        }
        // The HTTP handler wraps whatever the user's OpenLink throws.
        var inner = cause is HttpRequestException { InnerException: { } wrapped } ? wrapped : cause;
        return inner is IOException or HttpRequestException
            ? Ended(address, cause)
            : new(WebSocketErrorCode.Unknown, $"Connecting to {address} failed: {inner.Message}", cause);
    }

    static ReactiveWsException? Known(ServerAddress address, Exception at, Exception cause) => at switch
    {
        ReactiveWsException ours => ours,
        SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown } => Ended(address, cause),
        SocketException socket => Network(address.HostAndPort, socket, cause),
        AuthenticationException tls => new(WebSocketErrorCode.ConnectionFailed, $"TLS with {address.HostAndPort} failed: {TlsProblem(address, tls)}", cause),
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } proxy => ProxyRefusal.From(address, proxy),
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded } => Malformed(address, at.Message, cause),
        _ => null,
    };

    static ReactiveWsException Network(string place, SocketException socket, Exception cause) => socket.SocketErrorCode == SocketError.AccessDenied
        ? new(WebSocketErrorCode.PermissionDenied, $"The operating system does not permit connecting to {place}. Check firewall and sandbox.", cause)
        : new(WebSocketErrorCode.ConnectionFailed, $"Connecting to {place} failed: {NetworkProblem(socket)}", cause);

    static string NetworkProblem(SocketException socket) => socket.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData => "the host name is not known. Check its spelling, or the name server.",
        SocketError.TryAgain => "the name server did not answer. Check the network.",
        SocketError.ConnectionRefused => "the connection was refused. Nothing listens on that port, or a firewall refuses; check that the server runs.",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown => "it cannot be reached. Check the network and its routes.",
        SocketError.TimedOut => "it did not answer. The host may be down, or a firewall drop its packets.",
        _ => $"{socket.Message}.",
    };

    // The platform's text carries the names of the flags; they are not translated.
    static string TlsProblem(ServerAddress address, AuthenticationException tls)
    {
        var text = $"{tls.Message} {tls.InnerException?.Message}";
        if (text.Contains("NameMismatch", StringComparison.Ordinal))
        {
            return $"the server's certificate is not for '{address.Host}'. Connect by a name that it is for.";
        }
        if (text.Contains("UntrustedRoot", StringComparison.Ordinal) || text.Contains("PartialChain", StringComparison.Ordinal))
        {
            return "the server's certificate comes from an authority that is not trusted. Give the PEM file of that authority's root as CaPath.";
        }
        if (text.Contains("NotTimeValid", StringComparison.Ordinal))
        {
            return "the server's certificate has expired or is not valid yet. Renew it, or check the clock.";
        }
        return $"{text.Trim()} Check that the server speaks TLS on this port (otherwise use ws://), and with a version that MinTlsProtocol allows.";
    }

    static string Meaning(UpgradeResponse response) => response.Status switch
    {
        >= 300 and < 400 => $"it redirects to '{Location(response)}', and redirects are not followed. Connect there if you trust it.",
        200 => "it answered as to a plain HTTP request. The path may not be a WebSocket endpoint, or a proxy in between does not pass WebSocket on.",
        400 => "it does not accept the request as a handshake; its body may say why.",
        401 => "it wants credentials. Set Header[\"Authorization\"], or renew the token.",
        403 => "it forbids it. The Origin may not be on its list, or the credentials do not suffice.",
        404 => "there is nothing at that path. Check the path.",
        407 => "the proxy wants credentials. Give Proxy a Username and a Password.",
        426 => "it wants another protocol or WebSocket version than 13.",
        429 => "it gets too many requests from here. Wait before the next attempt.",
        503 => "it is overloaded, stopping, or at its limit of connections. Try again later.",
        >= 500 => "it failed. Look at the server's log.",
        _ => "its body may say why.",
    };

    // A redirect's query may hold a token, too.
    static string Location(UpgradeResponse response)
    {
        var location = response.Headers.Only("Location"u8) ?? "nowhere";
        var query = location.AsSpan().IndexOfAny('?', '#');
        return query < 0 ? location : location[..query];
    }
}
