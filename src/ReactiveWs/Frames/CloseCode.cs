namespace ReactiveWs.Frames;

/// <summary>The status codes of a close frame (RFC 6455 §7.4.1 and the IANA registry it opened).</summary>
internal static class CloseCode
{
    public const int Normal = 1000;
    public const int GoingAway = 1001;
    public const int ProtocolError = 1002;
    public const int UnsupportedData = 1003;

    /// <summary>Stands for a close frame without a code; never on the wire.</summary>
    public const int NoStatus = 1005;

    /// <summary>Stands for a link that ended without a close frame; never on the wire.</summary>
    public const int Abnormal = 1006;

    public const int InvalidPayload = 1007;
    public const int PolicyViolation = 1008;
    public const int MessageTooBig = 1009;
    public const int MandatoryExtension = 1010;
    public const int InternalError = 1011;
    public const int ServiceRestart = 1012;
    public const int TryAgainLater = 1013;
    public const int BadGateway = 1014;

    /// <summary>Stands for a TLS handshake that failed; never on the wire.</summary>
    public const int TlsHandshake = 1015;

    /// <summary>Whether a peer's close frame may carry this code: registered for the wire, or 3000–4999 (§7.4.2).</summary>
    public static bool MayBeReceived(int code) => code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);

    /// <summary>Whether our close frame may carry this code: what we would accept, and no more.</summary>
    public static bool MayBeSent(int code) => MayBeReceived(code);
}
