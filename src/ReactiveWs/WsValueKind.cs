namespace ReactiveWs;

/// <summary>What a constant given to a member means on the wire, for <see cref="WsValueAttribute"/>.</summary>
public enum WsValueKind
{
    /// <summary>The address of a server: <c>ws://</c> or <c>wss://</c>, without a fragment (RFC 6455 §3).</summary>
    Address,

    /// <summary>A close code that an application may send: 1000–1003, 1007–1014, 3000–4999 (RFC 6455 §7.4).</summary>
    CloseCode,

    /// <summary>A close reason: at most 123 bytes of UTF-8 (RFC 6455 §5.5).</summary>
    CloseReason,

    /// <summary>A limit: above zero. For none, most take null.</summary>
    Limit,

    /// <summary>A time: zero or more. Zero mostly switches something off.</summary>
    Duration,
}
