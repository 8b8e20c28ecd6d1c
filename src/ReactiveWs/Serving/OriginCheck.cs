using ReactiveWs.Bytes;

namespace ReactiveWs.Serving;

/// <summary>Whether a request's origin may connect: null means yes.</summary>
internal readonly record struct OriginDecision(Refusal? Refusal)
{
    public bool IsAllowed => Refusal is null;
}

/// <summary>Keeps foreign pages from connecting with their visitors' cookies (RFC 6455 §10.2).</summary>
internal static class OriginCheck
{
    const string File = "file://";

    /// <summary>Decides by <see cref="WebSocketServerConfig.AllowedOrigins"/>; null there means the server's own origin.</summary>
    /// <param name="request">The request. Without an <c>Origin</c> it is not from a page, and passes.</param>
    /// <param name="config">The server's options.</param>
    /// <param name="isTls">Whether the request came over TLS.</param>
    public static OriginDecision Check(UpgradeRequest request, WebSocketServerConfig config, bool isTls)
    {
        if (request.Origin is not { } origin)
        {
            return default;
        }
        var isAllowed = config.AllowedOrigins is { } list
            ? list.Any(allowed => Matches(allowed, origin))
            : WebOrigin.Read(origin) is { } page && page == WebOrigin.Of(request.Host, isTls);
        return isAllowed ? default : new(Refuse(origin, config.AllowedOrigins));
    }

    static bool Matches(string allowed, string origin) =>
        allowed == OriginPolicy.Any
        || string.Equals(allowed, origin, StringComparison.OrdinalIgnoreCase)
        || (WebOrigin.Read(allowed) is { } one && one == WebOrigin.Read(origin));

    static Refusal Refuse(string origin, IReadOnlyList<string>? allowed)
    {
        if (!IsShowable(origin))
        {
            return new(403, "The request's Origin is not an origin (RFC 6454 §6.1), so it is not allowed.");
        }
        var line = $"AllowedOrigins = [{string.Join(", ", (allowed ?? []).Append(origin).Select(o => $"\"{o}\""))}]";
        var rule = allowed is null ? "Only pages of the server's own origin may connect" : "It is not among the server's AllowedOrigins";
        return new(403, $"The origin '{origin}' is not allowed. {rule}. To allow it, write in the WebSocketServerConfig: {line}");
    }

    // What is quoted ready to be pasted must be harmless wherever it is pasted.
    static bool IsShowable(string origin) => origin is OriginPolicy.Null or File || WebOrigin.Read(origin) is not null;
}
