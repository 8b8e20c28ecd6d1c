using System.Buffers;
using System.Globalization;
using System.Text;

namespace ReactiveWs.Bytes;

/// <summary>A server's answer to a request to upgrade (RFC 6455 §4.2.2), written by servers and read by clients.</summary>
internal sealed class UpgradeResponse
{
    const int MaxStatusLine = 8 * 1024;

    /// <summary>A response that somebody else has read.</summary>
    public UpgradeResponse(int status, string reason, HeaderList headers) : this(0, status, reason, headers) { }

    UpgradeResponse(int headLength, int status, string reason, HeaderList headers)
    {
        (HeadLength, Status, Reason, Headers) = (headLength, status, reason, headers);
    }

    /// <summary>The bytes of status line, headers and empty line; what follows them is WebSocket, or the body of a refusal.</summary>
    public int HeadLength { get; }

    public int Status { get; }

    /// <summary>The reason phrase; may be empty.</summary>
    public string Reason { get; }

    public HeaderList Headers { get; }

    /// <summary>Reads a response.</summary>
    /// <param name="input">The bytes from the server so far, from the first on.</param>
    /// <param name="maxSize">The most bytes of status line and headers.</param>
    /// <param name="maxHeaders">The most headers.</param>
    public static ResponseRead Read(ReadOnlySpan<byte> input, int maxSize, int maxHeaders)
    {
        var start = "HTTP/1."u8;
        if (!start.StartsWith(input[..Math.Min(input.Length, start.Length)]))
        {
            return "the answer is not HTTP/1.1";
        }
        var reader = new HeadReader(input, maxSize);
        var fault = reader.ReadFirstLine(MaxStatusLine, out var first);
        if (fault != HeadFault.None)
        {
            return Stopped(fault);
        }
        if (!StatusLine.TryRead(first, out var line))
        {
            return "the status line is malformed (RFC 9112 §4)";
        }
        var fieldsStart = reader.Position;
        fault = reader.ReadFields(maxHeaders);
        if (fault != HeadFault.None)
        {
            return Stopped(fault);
        }
        var headers = new HeaderList(input[fieldsStart..reader.Position].ToArray());
        return new UpgradeResponse(reader.Position, line.Status, line.Reason, headers);
    }

    static ResponseRead Stopped(HeadFault fault) => fault == HeadFault.NeedsMore ? ResponseRead.NeedsMore : fault.Sentence();

    /// <summary>Writes the answer that accepts.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="acceptKey">The answer to the request's key: <see cref="UpgradeKey.Accept"/>.</param>
    /// <param name="protocol">The selected subprotocol; null when none.</param>
    /// <param name="extensions">The accepted extensions; null when none.</param>
    public static void Write101(IBufferWriter<byte> output, string acceptKey, string? protocol = null, string? extensions = null)
    {
        List<KeyValuePair<string, string>> headers = [new("Upgrade", "websocket"), new("Connection", "Upgrade"), new("Sec-WebSocket-Accept", acceptKey)];
        if (protocol is not null)
        {
            headers.Add(new("Sec-WebSocket-Protocol", protocol));
        }
        if (extensions is not null)
        {
            headers.Add(new("Sec-WebSocket-Extensions", extensions));
        }
        WriteHead(output, 101, headers);
    }

    /// <summary>Writes the answer that refuses, as plain text, and says that the connection ends.</summary>
    public static void WriteRefusal(IBufferWriter<byte> output, Refusal refusal)
    {
        WriteHead(output, refusal.Status,
        [
            .. refusal.Headers,
            // Upgrade without its Connection option would be malformed (RFC 9110 §7.8).
            new("Connection", refusal.Headers.Any(h => h.Key == "Upgrade") ? "Upgrade, close" : "close"),
            new("Content-Type", "text/plain; charset=utf-8"),
            new("Content-Length", Encoding.UTF8.GetByteCount(refusal.Reason).ToString(CultureInfo.InvariantCulture)),
            new("X-Content-Type-Options", "nosniff"),           // the text may quote the request
        ]);
        Encoding.UTF8.GetBytes(refusal.Reason, output);
    }

    static void WriteHead(IBufferWriter<byte> output, int status, IEnumerable<KeyValuePair<string, string>> headers)
    {
        var head = new StringBuilder("HTTP/1.1 ").Append(status).Append(' ').Append(StatusLine.Phrase(status)).Append("\r\n").AppendFields(headers);
        Encoding.ASCII.GetBytes(head.ToString(), output);
    }
}
