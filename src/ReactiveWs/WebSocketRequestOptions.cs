using System.Security.Authentication;
using Microsoft.Extensions.Logging;

namespace ReactiveWs;

/// <summary>How a client connects and what it allows. Immutable; the defaults are safe. Null means "no limit" for a limit.</summary>
public sealed record WebSocketRequestOptions
{
    /// <summary>
    /// Headers to send with the handshake (module: API 6). Default none. A subprotocol belongs into <see cref="Protocol"/>: <c>Sec-WebSocket-*</c>,
    /// <c>Host</c>, <c>Connection</c> and <c>Upgrade</c> are refused here with error 401.
    /// </summary>
    public IReadOnlyDictionary<string, string> Header { get; init; } = new Dictionary<string, string>();

    /// <summary>The subprotocols to offer, comma-separated, most wanted first (module: API 12; RFC 6455 §1.9). Default none.</summary>
    public string? Protocol { get; [RequiresCapability(Capability.Subprotocols)] init; }

    /// <summary>The subprotocols to offer, as a list; added after those of <see cref="Protocol"/>. Default none.</summary>
    public IReadOnlyList<string> Protocols { get; [RequiresCapability(Capability.Subprotocols)] init; } = [];

    /// <summary>
    /// The <c>Origin</c> to send (RFC 6455 §10.2). Default null: <c>http(s)://host</c> as the module sends it. Empty sends none.
    /// </summary>
    public string? Origin { get; init; }

    /// <summary>
    /// Whether the default <see cref="Origin"/> names a port other than 80 and 443 (module: API 26, there off). Default true: it is what browsers do,
    /// and without it a server's same-origin check refuses.
    /// </summary>
    public bool SupportOriginPort { get; [RequiresCapability(Capability.OriginPort)] init; } = true;

    /// <summary>The hosts that may be connected to; others fail with 2302998. Default null: all. A leading <c>*.</c> allows all names below a domain.</summary>
    public IReadOnlyList<string>? AllowedHosts { get; init; }

    /// <summary>A PEM file of certificate authorities to trust instead of the system's (module: API 11). Default null.</summary>
    public string? CaPath { get; [RequiresCapability(Capability.CertificateFiles)] init; }

    /// <summary>The client's own certificate (module: API 11). Default none.</summary>
    public ClientCert? ClientCert { get; [RequiresCapability(Capability.CertificateFiles)] init; }

    /// <summary>The proxy (module: API 12). Default <see cref="WebSocketProxy.System"/>.</summary>
    public WebSocketProxy Proxy { get; [RequiresCapability(Capability.Proxy)] init; } = WebSocketProxy.System;

    /// <summary>
    /// Whether any server certificate is accepted (module: API 20). Default false. True lets anybody on the path read and change everything.
    /// </summary>
    public bool SkipServerCertVerification { get; [RequiresCapability(Capability.SkipServerCertVerification)] init; }

    /// <summary>The oldest TLS version accepted: Tls12 or Tls13 (module: API 26). Default Tls12.</summary>
    public SslProtocols MinTlsProtocol { get; [RequiresCapability(Capability.MinTlsProtocol)] init; } = SslProtocols.Tls12;

    /// <summary>The time between two pings (module: API 21). Default 30 s; zero sends none.</summary>
    [WsValue(WsValueKind.Duration)]
    public TimeSpan PingInterval { get; [RequiresCapability(Capability.HeartbeatOptions)] init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The time after a ping without any bytes from the peer after which the link counts as lost (module: API 21). Default 30 s; zero never gives up.
    /// Independent of <see cref="PingInterval"/>.
    /// </summary>
    [WsValue(WsValueKind.Duration)]
    public TimeSpan PongTimeout { get; [RequiresCapability(Capability.HeartbeatOptions)] init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time for name look-up, connection, TLS and handshake together. Default 20 s; <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.</summary>
    [WsValue(WsValueKind.Limit)]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The time that the peer has to answer a close frame before the link is cut. Default 5 s.</summary>
    [WsValue(WsValueKind.Duration)]
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The largest message accepted, in bytes, decompressed. Default 1 MiB. A larger one closes the connection with 1009.</summary>
    [WsValue(WsValueKind.Limit)]
    public long? MaxMessageSize { get; init; } = 1024 * 1024;

    /// <summary>The most fragments one message may have. Default 262,144: 16 MiB in fragments of 64 bytes. More close the connection with 1008.</summary>
    [WsValue(WsValueKind.Limit)]
    public int? MaxFragments { get; init; } = 256 * 1024;

    /// <summary>The largest message that may be sent, in bytes. Default none; the module's is 5,242,864. A larger one throws 401.</summary>
    [WsValue(WsValueKind.Limit)]
    public long? MaxSendSize { get; init; }

    /// <summary>
    /// Delivers messages longer than this many bytes in slices (the module's 4 K rule up to API 10). Default null: whole messages.
    /// Slices of a text end between characters.
    /// </summary>
    [WsValue(WsValueKind.Limit)]
    public int? ChunkSize { get; init; }

    /// <summary>permessage-deflate (RFC 7692). Default null: not offered.</summary>
    public WebSocketCompression? Compression { get; init; }

    /// <summary>
    /// The bytes in the send queue above which <c>SendAsync</c> waits. Default 1 MiB. It is the memory a slow peer can cost; see the type's remarks.
    /// </summary>
    [WsValue(WsValueKind.Limit)]
    public int HighWaterMark { get; init; } = 1024 * 1024;

    /// <summary>
    /// The time in which a peer must take some of the bytes that wait for it, once <see cref="HighWaterMark"/> is reached. Default 30 s; zero
    /// never gives up. A peer that takes none is disconnected: slowness is judged by lack of progress, not by what is queued.
    /// </summary>
    [WsValue(WsValueKind.Duration)]
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Reconnects after a loss, and retries the first connect. Default null: never.</summary>
    public ReconnectOptions? Reconnect { get; init; }

    /// <summary>
    /// Opens the bytes to speak over instead of a network connection, for example one end of <see cref="MemoryLink.Pair"/>. Default null.
    /// Proxy and TLS options then do not apply.
    /// </summary>
    public Func<Uri, CancellationToken, ValueTask<Stream>>? OpenLink { get; init; }

    /// <summary>The device to run as. Default null: <see cref="DeviceProfile.Current"/>. What the device lacks throws <see cref="PlatformNotSupportedException"/>.</summary>
    public DeviceProfile? Device { get; init; }

    /// <summary>Where all time comes from. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where log records go. Default null: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}
