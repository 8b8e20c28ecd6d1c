using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace ReactiveWs.Tests.Conformance.Rig;

/// <summary>The peer's half of the opening handshake, in plain text (RFC 6455 §1.3).</summary>
internal static class RawHandshake
{
    /// <summary>The key of the RFC's own example.</summary>
    public const string Key = "dGhlIHNhbXBsZSBub25jZQ==";

    const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    public static string Request(string? extensions = null, params string[] more) => Head(
        ["GET /echo HTTP/1.1", "Host: peer.test", "Upgrade: websocket", "Connection: Upgrade", $"Sec-WebSocket-Key: {Key}", "Sec-WebSocket-Version: 13", .. Extensions(extensions), .. more]);

    public static string Response(string key, string? extensions = null, params string[] more) => Head(
        ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade", $"Sec-WebSocket-Accept: {Accept(key)}", .. Extensions(extensions), .. more]);

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455 §1.3 asks for it; nothing is kept secret by it.")]
    public static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Magic)));

    /// <summary>The only value of a header; null when it is not there.</summary>
    public static string? Value(string head, string name) =>
        head.Split("\r\n").Skip(1).SingleOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    /// <summary>Plays the client up to the server's 101, and gives that.</summary>
    public static async Task<string> AskAsync(RawPeer peer, Terms terms, CancellationToken cancellation)
    {
        await peer.WriteAsync(Encoding.Latin1.GetBytes(terms.Request(Request(terms.PeerExtensions))), terms.Chop, cancellation);
        var head = await peer.ReadHeadAsync(cancellation);
        Assert.StartsWith("HTTP/1.1 101 ", head, StringComparison.Ordinal);
        Assert.Equal(Accept(Key), Value(head, "Sec-WebSocket-Accept"));
        return head;
    }

    /// <summary>Plays the server up to its own 101, and gives the client's request.</summary>
    public static async Task<string> AnswerAsync(RawPeer peer, Terms terms, CancellationToken cancellation)
    {
        var head = await peer.ReadHeadAsync(cancellation);
        var answer = terms.Answer(Response(Value(head, "Sec-WebSocket-Key")!, terms.PeerExtensions));
        await peer.WriteAsync(Encoding.Latin1.GetBytes(answer), terms.Chop, cancellation);
        return head;
    }

    static string[] Extensions(string? value) => value is null ? [] : [$"Sec-WebSocket-Extensions: {value}"];

    static string Head(string[] lines) => string.Join("\r\n", lines) + "\r\n\r\n";
}
