using System.Globalization;
using System.Text;

namespace ReactiveWs.Frames;

/// <summary>Negotiates permessage-deflate (RFC 7692 §7.1), for both sides.</summary>
/// <remarks>
/// Every legal offer can be accepted, and is unless MinWindowBits forbids it: <see cref="Deflater"/> honours any window, and <see cref="Inflater"/> reads what any window produced.
/// Names are compared without regard to case, as HTTP does (RFC 9110 §5.6.6), and written in lower case.
/// </remarks>
internal static class DeflateOffer
{
    internal const string Name = "permessage-deflate";
    internal const string ServerNoContextTakeover = "server_no_context_takeover";
    internal const string ClientNoContextTakeover = "client_no_context_takeover";
    internal const string ServerMaxWindowBits = "server_max_window_bits";
    internal const string ClientMaxWindowBits = "client_max_window_bits";

    /// <summary>Server: picks the first acceptable offer; null when there is none, and the connection goes uncompressed.</summary>
    /// <param name="headerValues">The request's <c>Sec-WebSocket-Extensions</c> headers. Other extensions and malformed offers are passed over.</param>
    /// <param name="wanted">What the server asks for beyond the offer: its own context and window, and the client's where the offer allows.</param>
    /// <returns>The parameters and the header value of the answer.</returns>
    public static (DeflateParameters Parameters, string ResponseHeader)? Accept(IEnumerable<string> headerValues, WebSocketCompression wanted)
    {
        foreach (Extension? element in ExtensionHeader.Parse(headerValues))
        {
            if (!IsDeflate(element)) continue;
            if (DeflateTerms.Read(element!, windowBitsMayBeBare: true, out DeflateTerms terms) is null && !(terms.ServerMaxWindowBits < wanted.MinWindowBits)) return Answer(terms, wanted);
        }

        return null;
    }

    /// <summary>Client: the header value of the offer. The client's window is always negotiable, as any can be honoured.</summary>
    public static string Offer(WebSocketCompression wanted) => Write(Parameters(wanted), clientWindowIsNegotiable: true);

    /// <summary>Client: reads the server's answer. False when the connection must fail, and then <paramref name="problem"/> says why.</summary>
    /// <param name="headerValues">The response's <c>Sec-WebSocket-Extensions</c> headers.</param>
    /// <param name="offered">What <see cref="Offer"/> was given; null when nothing was offered.</param>
    /// <param name="parameters">What was agreed; null when the server does not compress.</param>
    /// <param name="problem">Null unless the method returns false.</param>
    public static bool TryReadResponse(IEnumerable<string> headerValues, WebSocketCompression? offered, out DeflateParameters? parameters, out string? problem)
    {
        (parameters, problem) = (null, null);
        foreach (Extension? element in ExtensionHeader.Parse(headerValues))
        {
            problem = CheckElement(element, offered, parameters is not null) ?? ReadTerms(element!, offered!, out parameters);
            if (problem is null) continue;
            parameters = null;
            return false;
        }

        return true;
    }

    static bool IsDeflate(Extension? element) => Name.Equals(element?.Name, StringComparison.OrdinalIgnoreCase);

    // §7.1.2.2: the client's window only when the client offers to be limited. A limit it sets itself is confirmed: System.Net.WebSockets insists on it.
    static (DeflateParameters Parameters, string ResponseHeader) Answer(DeflateTerms offer, WebSocketCompression wanted)
    {
        var agreed = new DeflateParameters(
            offer.ServerNoContextTakeover || wanted.ServerNoContextTakeover,
            offer.ClientNoContextTakeover || wanted.ClientNoContextTakeover,
            Math.Min(offer.ServerMaxWindowBits ?? 15, wanted.ServerMaxWindowBits),
            offer.HasClientMaxWindowBits ? Math.Min(offer.ClientMaxWindowBits ?? 15, wanted.ClientMaxWindowBits) : 15);
        return (agreed, Write(agreed, clientWindowIsNegotiable: false));
    }

    static DeflateParameters Parameters(WebSocketCompression wanted) =>
        new(wanted.ServerNoContextTakeover, wanted.ClientNoContextTakeover, wanted.ServerMaxWindowBits, wanted.ClientMaxWindowBits);

    static string Write(DeflateParameters parameters, bool clientWindowIsNegotiable)
    {
        var header = new StringBuilder(Name);
        if (parameters.ServerNoContextTakeover) header.Append("; ").Append(ServerNoContextTakeover);
        if (parameters.ClientNoContextTakeover) header.Append("; ").Append(ClientNoContextTakeover);
        if (parameters.ServerMaxWindowBits < 15) header.Append(CultureInfo.InvariantCulture, $"; {ServerMaxWindowBits}={parameters.ServerMaxWindowBits}");
        if (parameters.ClientMaxWindowBits < 15) header.Append(CultureInfo.InvariantCulture, $"; {ClientMaxWindowBits}={parameters.ClientMaxWindowBits}");
        else if (clientWindowIsNegotiable) header.Append("; ").Append(ClientMaxWindowBits);
        return header.ToString();
    }

    static string? CheckElement(Extension? element, WebSocketCompression? offered, bool alreadyAccepted)
    {
        if (element is null) return "the Sec-WebSocket-Extensions header is malformed (RFC 6455 §9.1)";
        if (offered is null || !IsDeflate(element)) return $"the extension '{element.Name}' was not offered (RFC 6455 §4.1)";
        return alreadyAccepted ? $"the extension '{Name}' was accepted twice (RFC 7692 §5.1)" : null;
    }

    static string? ReadTerms(Extension element, WebSocketCompression offered, out DeflateParameters? parameters)
    {
        parameters = null;
        if (DeflateTerms.Read(element, windowBitsMayBeBare: false, out DeflateTerms terms) is { } illegal) return illegal;
        if (CheckTerms(terms, offered) is { } unkept) return unkept;
        parameters = new DeflateParameters(
            terms.ServerNoContextTakeover,
            terms.ClientNoContextTakeover || offered.ClientNoContextTakeover,
            terms.ServerMaxWindowBits ?? 15,
            terms.ClientMaxWindowBits ?? offered.ClientMaxWindowBits);
        return null;
    }

    // An answer may promise more than was asked for, never less.
    static string? CheckTerms(DeflateTerms terms, WebSocketCompression offered)
    {
        if (offered.ServerNoContextTakeover && !terms.ServerNoContextTakeover) return $"'{ServerNoContextTakeover}' was offered and not accepted (RFC 7692 §7.1.1.1)";
        if ((terms.ServerMaxWindowBits ?? 15) > offered.ServerMaxWindowBits) return $"'{ServerMaxWindowBits}' exceeds the offered {offered.ServerMaxWindowBits} (RFC 7692 §7.1.2.1)";
        if (terms.ClientMaxWindowBits > offered.ClientMaxWindowBits) return $"'{ClientMaxWindowBits}' exceeds the offered {offered.ClientMaxWindowBits} (RFC 7692 §7.1.2.2)";
        return terms.ClientMaxWindowBits < offered.MinWindowBits ? $"'{ClientMaxWindowBits}={terms.ClientMaxWindowBits}' demands less than MinWindowBits ({offered.MinWindowBits}) allows" : null;
    }
}
