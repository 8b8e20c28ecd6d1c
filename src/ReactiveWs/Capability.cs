namespace ReactiveWs;

/// <summary>
/// A feature of the OpenHarmony <c>webSocket</c> module that some devices or API levels lack. Which device has which
/// one from which level stands in one table, <see cref="Devices.Capabilities"/>.
/// </summary>
[Flags]
public enum Capability
{
    /// <summary>Nothing beyond what every device has.</summary>
    None = 0,

    /// <summary>The client: level 6 (2in1: 13, wearable: 18, tv: 19).</summary>
    Client = 1 << 0,

    /// <summary>Binary messages: level 8.</summary>
    BinaryMessages = 1 << 1,

    /// <summary>An own certificate authority and client certificates: level 11.</summary>
    CertificateFiles = 1 << 2,

    /// <summary>The event that marks the end of a message: level 11.</summary>
    DataEnds = 1 << 3,

    /// <summary>The event that carries the headers of the handshake's answer: level 12.</summary>
    HeadersReceived = 1 << 4,

    /// <summary>A choice of proxy: level 12.</summary>
    Proxy = 1 << 5,

    /// <summary>Subprotocols offered by the client: level 12.</summary>
    Subprotocols = 1 << 6,

    /// <summary>The server: level 23; on tv level 19.</summary>
    Server = 1 << 7,

    /// <summary>Switching the check of the server's certificate off: level 20.</summary>
    SkipServerCertVerification = 1 << 8,

    /// <summary>The interval and the timeout of the heartbeat: level 21.</summary>
    HeartbeatOptions = 1 << 9,

    /// <summary>The subprotocol that the handshake settled on: level 26.</summary>
    NegotiatedProtocol = 1 << 10,

    /// <summary>The least version of TLS: level 26.</summary>
    MinTlsProtocol = 1 << 11,

    /// <summary>The port in the <c>Origin</c> header: level 26.</summary>
    OriginPort = 1 << 12,
}
