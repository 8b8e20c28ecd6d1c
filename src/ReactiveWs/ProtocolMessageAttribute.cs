namespace ReactiveWs;

/// <summary>What can be said of a message of a protocol, whoever sends it.</summary>
public abstract class ProtocolMessageAttribute : Attribute
{
    private protected ProtocolMessageAttribute(string? discriminator) => Discriminator = discriminator;

    /// <summary>The value of the protocol's discriminator; null for the record's name in camel case.</summary>
    public string? Discriminator { get; }

    /// <summary>The type of the reply: makes the message a request. The reply is a message of the other direction.</summary>
    public Type? Reply { get; set; }

    /// <summary>How long a request waits for its reply, in milliseconds. Default 30,000. Then it fails with <see cref="WebSocketErrorCode.RequestFailed"/>.</summary>
    public int TimeoutMilliseconds { get; set; } = 30_000;

    /// <summary>True for a binary frame that is the record's only constructor parameter. At most one per direction. Default false.</summary>
    public bool Binary { get; set; }

    /// <summary>The message is a text frame with exactly this text, and has no members. Default null.</summary>
    public string? Literal { get; set; }

    /// <summary>True when its receipt closes the connection: what came before it is handled and flushed first. Default false.</summary>
    public bool Closes { get; set; }

    /// <summary>The close code with <see cref="Closes"/>: 1000–1003, 1007–1014 or 3000–4999. Default 1000.</summary>
    [WsValue(WsValueKind.CloseCode)]
    public int Code { get; set; } = 1000;

    /// <summary>The close reason with <see cref="Closes"/>: at most 123 bytes of UTF-8. Default empty.</summary>
    [WsValue(WsValueKind.CloseReason)]
    public string Reason { get; set; } = "";

    /// <summary>The name of the generated stream. Default null: the plural of the record's name.</summary>
    public string? Stream { get; set; }

    /// <summary>True for JSON objects without a discriminator. At most one per direction. Default false.</summary>
    public bool Fallback { get; set; }
}

/// <summary>A message that only the client may send.</summary>
/// <param name="discriminator">The value of the protocol's discriminator; by default the record's name in camel case.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class FromClientAttribute(string? discriminator = null) : ProtocolMessageAttribute(discriminator);

/// <summary>A message that only the server may send.</summary>
/// <param name="discriminator">The value of the protocol's discriminator; by default the record's name in camel case.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class FromServerAttribute(string? discriminator = null) : ProtocolMessageAttribute(discriminator);

/// <summary>A message that both may send.</summary>
/// <param name="discriminator">The value of the protocol's discriminator; by default the record's name in camel case.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class FromEitherAttribute(string? discriminator = null) : ProtocolMessageAttribute(discriminator);

/// <summary>Lets a record that is declared elsewhere join a protocol.</summary>
/// <typeparam name="T">The record; it need not be partial.</typeparam>
/// <param name="from">Who may send it.</param>
/// <param name="discriminator">The value of the protocol's discriminator; by default the record's name in camel case.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class MessageAttribute<T>(From from, string? discriminator = null) : ProtocolMessageAttribute(discriminator)
{
    /// <summary>Who may send it.</summary>
    public From From { get; } = from;
}

/// <summary>Who may send a message.</summary>
public enum From
{
    /// <summary>The client.</summary>
    Client,

    /// <summary>The server.</summary>
    Server,

    /// <summary>Both.</summary>
    Either,
}
