namespace ReactiveWs;

/// <summary>Words for <see cref="WebSocketServerConfig.AllowedOrigins"/> that are not an origin themselves.</summary>
public static class OriginPolicy
{
    /// <summary>Every origin. Any page that a user visits can then connect with that user's cookies.</summary>
    public const string Any = "*";

    /// <summary>What a sandboxed page or one opened from a file sends (RFC 6454 §7.1).</summary>
    public const string Null = "null";
}
