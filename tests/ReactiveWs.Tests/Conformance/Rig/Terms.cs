namespace ReactiveWs.Tests.Conformance.Rig;

/// <summary>What a case asks of the two ends beyond the defaults.</summary>
internal sealed record Terms
{
    /// <summary>Our limit; null is none.</summary>
    public long? MaxMessageSize { get; init; } = 1024 * 1024;

    /// <summary>What our end wants; null does not compress.</summary>
    public WebSocketCompression? Compression { get; init; }

    /// <summary>The peer's <c>Sec-WebSocket-Extensions</c>: its offer, or its answer; null for none.</summary>
    public string? PeerExtensions { get; init; }

    /// <summary>How the peer's request differs from the usual one.</summary>
    public Func<string, string> Request { get; init; } = request => request;

    /// <summary>How the peer's answer differs from the usual one.</summary>
    public Func<string, string> Answer { get; init; } = answer => answer;

    /// <summary>The peer's half of the handshake comes in writes of so many bytes.</summary>
    public int Chop { get; init; } = int.MaxValue;
}
