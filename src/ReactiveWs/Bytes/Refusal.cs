namespace ReactiveWs.Bytes;

/// <summary>Why a server answers a request with an HTTP error instead of 101.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Reason">A sentence for whoever looks at the answer; sent as its body.</param>
internal sealed record Refusal(int Status, string Reason)
{
    const int BadRequest = 400;
    const int UpgradeRequired = 426;

    /// <summary>Headers of the answer beside the usual ones.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static Refusal NotHttp { get; } = new(BadRequest, "This is not an HTTP request. A TLS client reaches a plain port this way: use ws:// here, or give the server a certificate.");

    public static Refusal RequestLine { get; } = new(BadRequest, "The request line is not 'GET target HTTP/1.1' with one space between its parts (RFC 9112 §3).");

    public static Refusal Target { get; } = new(BadRequest, "The request target is neither a path nor an http or ws URL (RFC 9112 §3.2).");

    public static Refusal TargetTooLong { get; } = new(414, "The request line is longer than 8 KiB. Send data as messages, not in the URL.");

    public static Refusal TooLarge { get; } = new(431, "The headers are larger than this server accepts (MaxHeaderSize). Large cookies are the usual cause.");

    public static Refusal TooManyFields { get; } = new(431, "There are more headers than this server accepts (MaxHeaderCount).");

    public static Refusal Version { get; } = new(505, "A WebSocket handshake needs HTTP/1.1 (RFC 6455 §4.1).");

    public static Refusal Method { get; } = new(405, "A WebSocket handshake is a GET request (RFC 6455 §4.1).") { Headers = [new("Allow", "GET")] };

    public static Refusal Host { get; } = new(BadRequest, "The request needs exactly one valid Host header (RFC 9112 §3.2).");

    public static Refusal Body { get; } = new(BadRequest, "A WebSocket handshake has no body: no Content-Length above 0 and no Transfer-Encoding.");

    public static Refusal PlainGet { get; } = new(UpgradeRequired, "This address speaks WebSocket only. Open it with a WebSocket client, for example new WebSocket(\"ws://…\") in a browser.")
    {
        Headers = [new("Upgrade", "websocket")],
    };

    public static Refusal Connection { get; } = new(BadRequest, "The Connection header does not contain 'Upgrade' (RFC 6455 §4.2.1). A proxy that does not pass WebSocket on removes it.");

    public static Refusal WebSocketVersion { get; } = new(UpgradeRequired, "Only Sec-WebSocket-Version 13 is spoken here (RFC 6455 §4.4).")
    {
        Headers = [new("Upgrade", "websocket"), new("Sec-WebSocket-Version", "13")],
    };

    public static Refusal Key { get; } = new(BadRequest, "The request needs exactly one Sec-WebSocket-Key, the base64 of 16 bytes (RFC 6455 §4.2.1).");

    public static Refusal Protocols { get; } = new(BadRequest, "Sec-WebSocket-Protocol is not a list of different tokens (RFC 6455 §4.1).");

    public static Refusal Origin { get; } = new(BadRequest, "The request has more than one Origin header (RFC 6454 §7.3).");

    /// <summary>The answer to a head that cannot be read.</summary>
    public static Refusal For(HeadFault fault) => fault switch
    {
        HeadFault.TooLarge => TooLarge,
        HeadFault.TooManyFields => TooManyFields,
        HeadFault.FirstLineTooLong => TargetTooLong,
        _ => new(BadRequest, $"The request is malformed: {fault.Sentence()}."),
    };
}
