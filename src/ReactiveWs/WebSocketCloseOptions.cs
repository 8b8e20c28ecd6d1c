namespace ReactiveWs;

/// <summary>What the close frame says (module: API 6).</summary>
public sealed record WebSocketCloseOptions
{
    /// <summary>
    /// The status code: 1000–1003, 1007–1014 or 3000–4999 (RFC 6455 §7.4). Default 1000. Others are refused with an
    /// <see cref="ArgumentException"/> by the call that would send them.
    /// </summary>
    [WsValue(WsValueKind.CloseCode)]
    public int Code { get; init; } = 1000;

    /// <summary>The reason: at most 123 bytes of UTF-8 (RFC 6455 §5.5.1). Default empty.</summary>
    [WsValue(WsValueKind.CloseReason)]
    public string Reason { get; init; } = "";
}
