using System.Text;

namespace ReactiveWs;

/// <summary>One message, or one slice of one (<see cref="WebSocketRequestOptions.ChunkSize"/>). Immutable; may be kept.</summary>
public readonly struct WebSocketMessage : IEquatable<WebSocketMessage>
{
    readonly object? _payload;   // a string for text, an exactly sized byte[] for binary: one allocation a message
    readonly bool _continues;

    internal WebSocketMessage(bool isText, ReadOnlySpan<byte> payload, bool isLast = true)
    {
        _payload = isText ? Encoding.UTF8.GetString(payload) : payload.IsEmpty ? Array.Empty<byte>() : payload.ToArray();
        _continues = !isLast;
    }

    /// <summary>Makes a text message, as a test does.</summary>
    /// <param name="text">The text.</param>
    public WebSocketMessage(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _payload = text;
    }

    /// <summary>Makes a binary message, as a test does.</summary>
    /// <param name="data">The bytes; copied.</param>
    public WebSocketMessage(ReadOnlySpan<byte> data) => _payload = data.ToArray();

    /// <summary>Whether it is text (RFC 6455 §5.6) rather than binary.</summary>
    public bool IsText => _payload is string;

    /// <summary>The text; null when binary.</summary>
    public string? Text => _payload as string;

    /// <summary>The bytes. Of a text message its UTF-8 bytes, encoded anew at each call.</summary>
    public ReadOnlyMemory<byte> Data => _payload switch
    {
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        _ => default,
    };

    /// <summary>False for a slice that more slices of the same message follow; otherwise true.</summary>
    public bool IsLast => !_continues;

    /// <summary>Equal when kind, content and position are.</summary>
    /// <param name="other">The other message.</param>
    public bool Equals(WebSocketMessage other) =>
        _continues == other._continues && (_payload, other._payload) switch
        {
            (string a, string b) => a == b,
            (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
            (null, null) => true,
            _ => false,
        };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is WebSocketMessage other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        if (_payload is string text) return text.GetHashCode(StringComparison.Ordinal);
        var hash = new HashCode();
        hash.AddBytes((byte[]?)_payload ?? []);
        return hash.ToHashCode();
    }

    /// <summary>Whether two messages are equal.</summary>
    public static bool operator ==(WebSocketMessage left, WebSocketMessage right) => left.Equals(right);

    /// <summary>Whether two messages differ.</summary>
    public static bool operator !=(WebSocketMessage left, WebSocketMessage right) => !left.Equals(right);

    /// <summary>The text, or the number of bytes.</summary>
    public override string ToString() => _payload switch
    {
        string text => text,
        byte[] bytes => $"{bytes.Length} bytes",
        _ => "",
    };
}

/// <summary>One message that a server received, with the connection it came from (module: <c>messageReceive</c>, API 19).</summary>
/// <param name="ClientConnection">The connection it came from.</param>
/// <param name="Message">The message.</param>
public readonly record struct ServerMessage(WebSocketConnection ClientConnection, WebSocketMessage Message)
{
    /// <inheritdoc cref="WebSocketMessage.IsText"/>
    public bool IsText => Message.IsText;

    /// <inheritdoc cref="WebSocketMessage.Text"/>
    public string? Text => Message.Text;

    /// <inheritdoc cref="WebSocketMessage.Data"/>
    public ReadOnlyMemory<byte> Data => Message.Data;

    /// <inheritdoc cref="WebSocketMessage.IsLast"/>
    public bool IsLast => Message.IsLast;
}
