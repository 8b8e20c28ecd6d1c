namespace ReactiveWs;

/// <summary>
/// permessage-deflate (RFC 7692). Off unless an instance is given: compressing a secret together with text an attacker chooses reveals its
/// length, and each connection that compresses holds some 300 KiB.
/// </summary>
public sealed record WebSocketCompression
{
    /// <summary>Whether the server forgets its context after each message (§7.1.1.1): less memory, less compression. Default false.</summary>
    public bool ServerNoContextTakeover { get; init; }

    /// <summary>Whether the client forgets its context after each message (§7.1.1.2). Default false.</summary>
    public bool ClientNoContextTakeover { get; init; }

    /// <summary>The largest window that the server may use, as a power of two, 8–15 (§7.1.2.1). Default 15.</summary>
    public int ServerMaxWindowBits { get; init; } = 15;

    /// <summary>The largest window that the client may use, as a power of two, 8–15 (§7.1.2.2). Default 15.</summary>
    public int ClientMaxWindowBits { get; init; } = 15;

    /// <summary>
    /// The smallest window that the peer may demand of what this side sends, as a power of two, 8–15 (§7.1.2). Default 8: every legal demand is met. Pieces
    /// as long as the window are compressed by themselves, so the smaller it is, the more time a message costs; raise this where peers are not trusted. A
    /// server declines an offer that demands less, and the connection goes uncompressed; a client that is answered with less fails its handshake.
    /// </summary>
    public int MinWindowBits { get; init; } = 8;

    /// <summary>Messages shorter than this many bytes are sent uncompressed. Default 64; 0 compresses all.</summary>
    public int Threshold { get; init; } = 64;
}
