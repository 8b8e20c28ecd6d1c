using System.Security.Authentication;
using Microsoft.Extensions.Logging;

namespace ReactiveWs;

/// <summary>What a server listens on and what it allows (module: API 19). Immutable; the defaults are safe. Null means "no limit" for a limit.</summary>
public sealed record WebSocketServerConfig
{
    /// <summary>The IP address to listen on. Default <c>127.0.0.1</c>: to be reached from elsewhere must be written, as <c>0.0.0.0</c> or <c>::</c>.</summary>
    public string ServerIP { get; init; } = "127.0.0.1";

    /// <summary>The port to listen on, 0–65535. Default 0: one that is free, readable from <see cref="ReactiveWebSocketServer.Port"/> afterwards.</summary>
    public int ServerPort { get; init; }

    /// <summary>The certificate for <c>wss</c>. Default null: plain <c>ws</c>.</summary>
    public ServerCert? ServerCert { get; init; }

    /// <summary>Whether a client must present a certificate (mutual TLS). Default false.</summary>
    public bool ClientCertRequired { get; init; }

    /// <summary>A PEM file of the authorities that client certificates are checked against. Default null: the system's.</summary>
    public string? ClientCaPath { get; init; }

    /// <summary>The oldest TLS version accepted: Tls12 or Tls13. Default Tls12.</summary>
    public SslProtocols MinTlsProtocol { get; init; } = SslProtocols.Tls12;

    /// <summary>The subprotocols the server speaks, comma-separated, most wanted first (RFC 6455 §1.9). Default none.</summary>
    public string? Protocol { get; init; }

    /// <summary>The subprotocols the server speaks, as a list; added after those of <see cref="Protocol"/>. Default none.</summary>
    public IReadOnlyList<string> Protocols { get; init; } = [];

    /// <summary>
    /// The most distinct client addresses at once. Default null: no limit (the module's largest is 10). More get 503. Here and below all addresses of one
    /// IPv6 network (/64) count as one: whoever has one has them all.
    /// </summary>
    [WsValue(WsValueKind.Limit)]
    public int? MaxConcurrentClientsNumber { get; init; }

    /// <summary>The most connections from one client address at once. Default null: no limit (the module's largest is 10). More get 503.</summary>
    [WsValue(WsValueKind.Limit)]
    public int? MaxConnectionsForOneClient { get; init; }

    /// <summary>The most connections at once. Default null: no limit. More get 503.</summary>
    [WsValue(WsValueKind.Limit)]
    public int? MaxConnections { get; init; }

    /// <summary>The most upgrades from one client address in a minute. Default null: no limit. More get 429.</summary>
    [WsValue(WsValueKind.Limit)]
    public int? UpgradesPerMinute { get; init; }

    /// <summary>
    /// The origins whose pages may connect (RFC 6455 §10.2), for example <c>https://example.com</c>, or a word of <see cref="OriginPolicy"/>.
    /// Default null: the same origin as the server's, that is scheme, host and port of <c>Host</c>. Requests without <c>Origin</c> are not from a page and pass.
    /// A list replaces that default: it lets in exactly what it names, which also shuts out pages that reach this server by a name of their own (DNS rebinding),
    /// and the server's own origin unless it is named. A refusal is 403 and names the origin.
    /// </summary>
    public IReadOnlyList<string>? AllowedOrigins { get; init; }

    /// <summary>
    /// Decides about each request that passed all else. Its user becomes <see cref="WebSocketConnection.User"/>. Default null: all pass.
    /// If it throws, the client gets 500 and <c>Errors</c> the exception.
    /// </summary>
    public Func<HandshakeRequest, CancellationToken, ValueTask<Authorization>>? Authorize { get; init; }

    /// <summary>The time a client has from its connection to the end of its handshake, TLS included. Default 10 s.</summary>
    [WsValue(WsValueKind.Limit)]
    public TimeSpan HandshakeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most bytes of request line and headers. Default 16 KiB. More get 431.</summary>
    [WsValue(WsValueKind.Limit)]
    public int MaxHeaderSize { get; init; } = 16 * 1024;

    /// <summary>The most headers of a request. Default 100. More get 431.</summary>
    [WsValue(WsValueKind.Limit)]
    public int MaxHeaderCount { get; init; } = 100;

    /// <summary>The time between two pings. Default 30 s; zero sends none.</summary>
    [WsValue(WsValueKind.Duration)]
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time after a ping without any bytes from the client after which the link counts as lost. Default 30 s; zero never gives up.</summary>
    [WsValue(WsValueKind.Duration)]
    public TimeSpan PongTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time without a message from the client after which it is closed with 1001. Default null: never.</summary>
    [WsValue(WsValueKind.Limit)]
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>The time that a client has to answer a close frame before the link is cut. Default 5 s.</summary>
    [WsValue(WsValueKind.Duration)]
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The time that <see cref="ReactiveWebSocketServer.StopAsync"/> gives to queued messages and close handshakes. Default 5 s.</summary>
    [WsValue(WsValueKind.Duration)]
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc cref="WebSocketRequestOptions.MaxMessageSize"/>
    [WsValue(WsValueKind.Limit)]
    public long? MaxMessageSize { get; init; } = 1024 * 1024;

    /// <inheritdoc cref="WebSocketRequestOptions.MaxFragments"/>
    [WsValue(WsValueKind.Limit)]
    public int? MaxFragments { get; init; } = 256 * 1024;

    /// <inheritdoc cref="WebSocketRequestOptions.MaxSendSize"/>
    [WsValue(WsValueKind.Limit)]
    public long? MaxSendSize { get; init; }

    /// <inheritdoc cref="WebSocketRequestOptions.ChunkSize"/>
    [WsValue(WsValueKind.Limit)]
    public int? ChunkSize { get; init; }

    /// <summary>permessage-deflate (RFC 7692). Default null: declined.</summary>
    public WebSocketCompression? Compression { get; init; }

    /// <inheritdoc cref="WebSocketRequestOptions.HighWaterMark"/>
    [WsValue(WsValueKind.Limit)]
    public int HighWaterMark { get; init; } = 1024 * 1024;

    /// <inheritdoc cref="WebSocketRequestOptions.SendTimeout"/>
    [WsValue(WsValueKind.Duration)]
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The device to run as. Default null: <see cref="DeviceProfile.Current"/>. What the device lacks throws <see cref="PlatformNotSupportedException"/>.</summary>
    public DeviceProfile? Device { get; init; }

    /// <summary>Where all time comes from. Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where log records go. Default null: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}
