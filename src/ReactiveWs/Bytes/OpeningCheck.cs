using System.Text;
using ReactiveWs.Frames;

namespace ReactiveWs.Bytes;

/// <summary>Whether a 101 answer belongs to the offer (RFC 6455 §4.1, "server's opening handshake").</summary>
internal static class OpeningCheck
{
    /// <summary>What is wrong with the answer; null when nothing is, and then <paramref name="agreed"/> says what was agreed.</summary>
    public static string? Problem(UpgradeResponse response, ClientOffer offer, out (string? Protocol, DeflateParameters? Compression) agreed)
    {
        agreed = default;
        return UpgradeProblem(response.Headers, offer.Key)
            ?? ProtocolProblem(response.Headers, offer.Protocols, out agreed.Protocol)
            ?? ExtensionProblem(response.Headers, offer.Compression, out agreed.Compression);
    }

    static string? UpgradeProblem(HeaderList headers, string key)
    {
        if (headers.Find("Upgrade"u8, out var upgrade) != 1 || !Ascii.EqualsIgnoreCase(upgrade, "websocket"u8))
        {
            return "its Upgrade header is not 'websocket' (RFC 6455 §4.1)";
        }
        if (!headers.HasToken("Connection"u8, "upgrade"u8))
        {
            return "its Connection header does not contain 'Upgrade' (RFC 6455 §4.1)";
        }
        return headers.Only("Sec-WebSocket-Accept"u8) == UpgradeKey.Accept(key)
            ? null
            : "its Sec-WebSocket-Accept does not answer our key, so the answer may be an old one from a cache (RFC 6455 §4.1)";
    }

    static string? ProtocolProblem(HeaderList headers, IReadOnlyList<string> offered, out string? selected)
    {
        selected = null;
        if (headers.Find("Sec-WebSocket-Protocol"u8, out var value) == 0)
        {
            return null;
        }
        var text = headers.Only("Sec-WebSocket-Protocol"u8);
        if (text is null)
        {
            return "it selects more than one subprotocol (RFC 6455 §4.1)";
        }
        selected = text;
        return offered.Contains(text)
            ? null
            : $"it selects the subprotocol '{text}', which was not offered ({(offered.Count == 0 ? "none was; set Protocol" : string.Join(", ", offered))})";
    }

    static string? ExtensionProblem(HeaderList headers, WebSocketCompression? offered, out DeflateParameters? compression) =>
        DeflateOffer.TryReadResponse(headers.All("Sec-WebSocket-Extensions"u8), offered, out compression, out var problem) ? null : problem;
}
