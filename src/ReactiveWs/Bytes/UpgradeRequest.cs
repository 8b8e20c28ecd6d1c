using System.Buffers;
using System.Text;

namespace ReactiveWs.Bytes;

/// <summary>A client's request to upgrade to WebSocket (RFC 6455 §4.1), read by servers and written by clients.</summary>
internal sealed class UpgradeRequest
{
    const int MaxRequestLine = 8 * 1024;

    UpgradeRequest(int headLength, string target, HeaderList headers)
    {
        (HeadLength, Target, Headers) = (headLength, target, headers);
    }

    /// <summary>The bytes of request line, headers and empty line; what follows them is WebSocket.</summary>
    public int HeadLength { get; }

    /// <summary>Always GET: nothing else is a handshake.</summary>
    public static string Method => "GET";

    /// <summary>The target as the client wrote it.</summary>
    public string Target { get; }

    /// <summary>The path, undecoded, without the query.</summary>
    public string Path { get; private set; } = "/";

    /// <summary>The query without the question mark; empty when there is none.</summary>
    public string Query { get; private set; } = "";

    public HeaderList Headers { get; }

    /// <summary>The host that the client wants; that of an absolute target, else of the Host header.</summary>
    public HostAndPort Host { get; private set; }

    /// <summary>The page's origin; null when none is given.</summary>
    public string? Origin { get; private set; }

    /// <summary>The key to answer.</summary>
    public string Key => Headers.Only("Sec-WebSocket-Key"u8) ?? "";

    /// <summary>The subprotocols offered, most wanted first.</summary>
    public IReadOnlyList<string> Protocols { get; private set; } = [];

    /// <summary>The <c>Sec-WebSocket-Extensions</c> headers, unread.</summary>
    public IReadOnlyList<string> Extensions => Headers.All("Sec-WebSocket-Extensions"u8);

    /// <summary>Reads a request.</summary>
    /// <param name="input">The bytes from the client so far, from the first on.</param>
    /// <param name="maxSize">The most bytes of request line and headers.</param>
    /// <param name="maxHeaders">The most headers.</param>
    public static RequestRead Read(ReadOnlySpan<byte> input, int maxSize, int maxHeaders)
    {
        if (!input.IsEmpty && !HttpSyntax.IsTokenByte(input[0]))
        {
            return Refusal.NotHttp;
        }
        var reader = new HeadReader(input, maxSize);
        var fault = reader.ReadFirstLine(MaxRequestLine, out var first);
        if (fault != HeadFault.None)
        {
            return Stopped(fault);
        }
        if (!RequestLine.TryRead(first, out var line))
        {
            return Refusal.RequestLine;
        }
        var fieldsStart = reader.Position;
        fault = reader.ReadFields(maxHeaders);
        return fault == HeadFault.None ? Accept(line, input[..reader.Position], fieldsStart) : Stopped(fault);
    }

    static RequestRead Stopped(HeadFault fault) => fault == HeadFault.NeedsMore ? RequestRead.NeedsMore : Refusal.For(fault);

    static RequestRead Accept(RequestLine line, ReadOnlySpan<byte> head, int fieldsStart)
    {
        if (!line.Version.SequenceEqual("HTTP/1.1"u8))
        {
            return Refusal.Version;
        }
        if (!line.Method.SequenceEqual("GET"u8))
        {
            return Refusal.Method;
        }
        var request = new UpgradeRequest(head.Length, Encoding.ASCII.GetString(line.Target), new HeaderList(head[fieldsStart..].ToArray()));
        var refusal = request.ReadHost() ?? request.ReadTarget() ?? request.CheckUpgrade() ?? request.ReadHandshake();
        return refusal is null ? request : refusal;
    }

    Refusal? ReadHost()
    {
        if (Headers.Only("Host"u8) is not { } text || !HostAndPort.TryRead(text, out var host))
        {
            return Refusal.Host;
        }
        Host = host;
        return null;
    }

    // RFC 9112 §3.2: origin-form, or absolute-form, whose authority then counts instead of Host.
    Refusal? ReadTarget()
    {
        if (RequestTarget.Read(Target) is not { } target)
        {
            return Refusal.Target;
        }
        (Path, Query) = (target.Path, target.Query);
        Host = target.Host ?? Host;
        return null;
    }

    Refusal? CheckUpgrade()
    {
        if (HasBody())
        {
            return Refusal.Body;
        }
        if (!Headers.HasToken("Upgrade"u8, "websocket"u8))
        {
            return Refusal.PlainGet;
        }
        return Headers.HasToken("Connection"u8, "upgrade"u8) ? null : Refusal.Connection;
    }

    bool HasBody()
    {
        var count = Headers.Find("Content-Length"u8, out var length);
        return count > 1 || (count == 1 && !length.SequenceEqual("0"u8)) || Headers.CountOf("Transfer-Encoding"u8) > 0;
    }

    Refusal? ReadHandshake()
    {
        if (Headers.Find("Sec-WebSocket-Version"u8, out var version) != 1 || !version.SequenceEqual("13"u8))
        {
            return Refusal.WebSocketVersion;
        }
        if (Headers.Find("Sec-WebSocket-Key"u8, out var key) != 1 || !UpgradeKey.IsValid(key))
        {
            return Refusal.Key;
        }
        if (Headers.CountOf("Origin"u8) > 1)
        {
            return Refusal.Origin;
        }
        Origin = Headers.Only("Origin"u8);
        if (Headers.CountOf("Sec-WebSocket-Protocol"u8) == 0)
        {
            return null;
        }
        Protocols = TokenList.Read(Headers.All("Sec-WebSocket-Protocol"u8), fromPeer: true) ?? Protocols;
        return Protocols.Count == 0 ? Refusal.Protocols : null;
    }

    /// <summary>Writes a request.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="target">Path and query.</param>
    /// <param name="headers">All headers, checked, Host first.</param>
    public static void Write(IBufferWriter<byte> output, string target, IEnumerable<KeyValuePair<string, string>> headers)
    {
        var head = new StringBuilder().Append(Method).Append(' ').Append(target).Append(" HTTP/1.1\r\n").AppendFields(headers);
        Encoding.ASCII.GetBytes(head.ToString(), output);
    }
}
