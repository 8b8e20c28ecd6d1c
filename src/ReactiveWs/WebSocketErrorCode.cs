namespace ReactiveWs;

/// <summary>What went wrong, as a number. The numbers below 9,000,000 are those of the OpenHarmony <c>webSocket</c> module.</summary>
public enum WebSocketErrorCode
{
    /// <summary>There is no open connection to send on or to close (module: −1).</summary>
    NotConnected = -1,

    /// <summary>No error. Never carried by an exception.</summary>
    None = 0,

    /// <summary>The handshake was refused, or the link was lost without a close handshake (module: 200).</summary>
    ConnectionFailed = 200,

    /// <summary>The operating system does not permit the operation (module: 201).</summary>
    PermissionDenied = 201,

    /// <summary>An option or a message is invalid (module: 401).</summary>
    InvalidArgument = 401,

    /// <summary>The address is not a WebSocket URL (module: 2302001, API 12).</summary>
    InvalidUrl = 2302001,

    /// <summary>A certificate or key file is missing or cannot be read (module: 2302002, API 12).</summary>
    CertificateNotFound = 2302002,

    /// <summary>The socket is connected, or connecting, already (module: 2302003, API 12).</summary>
    AlreadyConnected = 2302003,

    /// <summary>The address to listen on is not an IP address of this machine (module: 2302004, API 19).</summary>
    InvalidAddress = 2302004,

    /// <summary>The port is outside 0–65535 (module: 2302005, API 19).</summary>
    InvalidPort = 2302005,

    /// <summary>The connection is not, or no longer, one of this server's (module: 2302006, API 19).</summary>
    UnknownConnection = 2302006,

    /// <summary>Another socket listens on the port (module: 2302007, API 24).</summary>
    PortInUse = 2302007,

    /// <summary>The host is not in <see cref="WebSocketRequestOptions.AllowedHosts"/> (module: 2302998, API 12).</summary>
    HostNotAllowed = 2302998,

    /// <summary>Anything else; the inner exception tells (module: 2302999).</summary>
    Unknown = 2302999,

    /// <summary>A subscriber or handler threw.</summary>
    SubscriberFailed = 9000001,

    /// <summary>A bounded queue is full and its policy does not allow waiting.</summary>
    Congested = 9000002,

    /// <summary>The peer asked for more than a limit allows; the message names the limit.</summary>
    LimitExceeded = 9000003,

    /// <summary>The other end answered a request with an error, or not in time.</summary>
    RequestFailed = 9000004,

    /// <summary>The peer broke a rule of RFC 6455 or RFC 7692; the message names it.</summary>
    ProtocolViolation = 9000005,
}
