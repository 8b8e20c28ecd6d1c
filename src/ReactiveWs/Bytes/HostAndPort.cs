using System.Buffers;
using System.Globalization;

namespace ReactiveWs.Bytes;

/// <summary>An authority without user info: the <c>Host</c> header, or the part of an origin after its scheme.</summary>
/// <param name="Host">The host in lower case; an IPv6 address in brackets.</param>
/// <param name="Port">The port; null when none is written.</param>
internal readonly record struct HostAndPort(string Host, int? Port)
{
    const string Unreserved = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";

    // RFC 3986 §3.2.2, without the comma: two headers that were joined must not pass as one name.
    static readonly SearchValues<char> NameChars = SearchValues.Create(Unreserved + "%!$&'()*+;=");
    static readonly SearchValues<char> AddressChars = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>Reads <c>host</c>, <c>host:port</c>, <c>[address]</c> or <c>[address]:port</c>; false when it is none of them.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out HostAndPort authority)
    {
        authority = default;
        var end = HostLength(text);
        if (end <= 0 || !TryReadPort(text[end..], out var port))
        {
            return false;
        }
        authority = new(text[..end].ToString().ToLowerInvariant(), port);
        return true;
    }

    static int HostLength(ReadOnlySpan<char> text)
    {
        if (text is not ['[', ..])
        {
            var length = text.IndexOfAnyExcept(NameChars);
            return length < 0 ? text.Length : length;
        }
        var close = text.IndexOf(']');
        return close > 1 && !text[1..close].ContainsAnyExcept(AddressChars) ? close + 1 : -1;
    }

    // An empty port after the colon is legal and means none (RFC 3986 §3.2.3).
    static bool TryReadPort(ReadOnlySpan<char> text, out int? port)
    {
        port = null;
        if (text is [] or [':'])
        {
            return true;
        }
        var isNumber = ushort.TryParse(text[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        port = number;
        return text[0] == ':' && isNumber;
    }
}
