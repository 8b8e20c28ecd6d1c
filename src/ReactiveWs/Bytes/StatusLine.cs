using System.Globalization;
using System.Text;

namespace ReactiveWs.Bytes;

/// <summary>The first line of a response (RFC 9112 §4).</summary>
internal readonly record struct StatusLine(int Status, string Reason)
{
    const int StatusAt = 9;

    /// <summary><c>HTTP/1.1 101 Switching Protocols</c>; the phrase, and the space before it, may be missing. HTTP/1.0 may refuse, too.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out StatusLine read)
    {
        read = default;
        if (line.Length < StatusAt + 3 || !(line.StartsWith("HTTP/1.1 "u8) || line.StartsWith("HTTP/1.0 "u8)))
        {
            return false;
        }
        var isNumber = int.TryParse(line.Slice(StatusAt, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status);
        var rest = line[(StatusAt + 3)..];
        if (!isNumber || status is < 100 or > 599 || !(rest.IsEmpty || rest[0] == ' ') || !HttpSyntax.IsFieldValue(rest))
        {
            return false;
        }
        read = new(status, Encoding.Latin1.GetString(rest.IsEmpty ? rest : rest[1..]));
        return status != 101 || line[7] == '1';
    }

    /// <summary>The usual phrase of a status (RFC 9110 §15); empty for one that has none here.</summary>
    public static string Phrase(int status) => status switch
    {
        101 => "Switching Protocols",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        414 => "URI Too Long",
        421 => "Misdirected Request",
        426 => "Upgrade Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        _ => "",
    };
}
