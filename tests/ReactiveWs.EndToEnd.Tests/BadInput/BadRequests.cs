using static ReactiveWs.EndToEnd.Tests.BadInput.BadInputCase;

namespace ReactiveWs.EndToEnd.Tests.BadInput;

/// <summary>First bytes that are no handshake (RFC 6455 §4.2.1, RFC 9112), and good ones that are not let in.</summary>
internal static class BadRequests
{
    const string Line = "GET /chat HTTP/1.1";
    const string Host = "Host: localhost";
    const string Upgrade = "Upgrade: websocket\r\n";
    const string Connection = "Connection: Upgrade\r\n";
    const string Key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    const string Version = "Sec-WebSocket-Version: 13\r\n";

    public static IEnumerable<BadInputCase> All =>
    [
        .. Lines.Select(row => Request($"request line '{Shown(row.Line)}'", row.Status, With(Line, row.Line))),
        .. Hosts.Select(host => Request($"'Host:{Shown(host)}'", 400, With(Host, $"Host:{host}"))),
        .. Fields.Select(row => Request($"header '{Shown(row.Field)}'", row.Status, With(Host, $"{Host}\r\n{row.Field}"))),
        .. Keys.Select(key => Request($"key '{Shown(key)}'", 400, With(Key, $"Sec-WebSocket-Key: {key}\r\n"))),
        .. Versions.Select(version => Request($"version '{version}'", 426, With(Version, $"Sec-WebSocket-Version: {version}\r\n"))),
        Request("no Host", 400, With(Host + "\r\n", "")),
        Request("no Upgrade", 426, With(Upgrade, "")),
        Request("Upgrade to h2c", 426, With(Upgrade, "Upgrade: h2c\r\n")),
        Request("Upgrade to websockets", 426, With(Upgrade, "Upgrade: websockets\r\n")),
        Request("no Connection", 400, With(Connection, "")),
        Request("Connection: close", 400, With(Connection, "Connection: close\r\n")),
        Request("no key", 400, With(Key, "")),
        Request("no version", 426, With(Version, "")),
        Request("a version twice", 426, With(Version, Version + Version)),
        Request("lines that end in LF", 400, BadInputServers.Good.Replace("\r\n", "\n", StringComparison.Ordinal)),
        Request("an empty line first", 400, "\r\n" + BadInputServers.Good),
        Request("101 headers", 431, With(Host, Host + string.Concat(Enumerable.Repeat("\r\nX: y", 101)))),
        Request("16 KiB of cookies", 431, With(Host, $"{Host}\r\nCookie: {new string('c', 16 * 1024)}")),
        Request("a header that does not end", 431, $"{Line}\r\nX: {new string('x', 17 * 1024)}"),
        Request("a request line that does not end", 414, "GET /" + new string('a', 9 * 1024)),
        Request("the preface of HTTP/2", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        Request("a TLS hello on a plain port", 400, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"),
        Request("an SSH banner", 400, "SSH-2.0-OpenSSH_9.2\r\n"),
        Request("a line of SMTP", 400, "EHLO localhost\r\n"),
        Request("a PROXY line", 400, "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n"),
        Request("a packet of MQTT", 400, "\x10\x0c\x00\x04MQTT\x04\x02\x00\x3c\x00\x00"),
        Request("zeros", 400, "\0\0\0\0"),
        Request("frames without a handshake", 400, "\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58"),
        Request("a path that wants credentials", 401, With("/chat", "/secret")),
        Request("a path that is forbidden", 403, With("/chat", "/forbidden")),
        Request("a path whose decision fails", 500, With("/chat", "/throws")),
        new("an address too many", "503", servers => servers.RequestAsync(servers.Plain, System.Text.Encoding.Latin1.GetBytes(BadInputServers.Good), from: "127.0.0.2")),
    ];

    static IEnumerable<(string Line, int Status)> Lines =>
    [
        ("GET /chat", 400), ("GET  /chat HTTP/1.1", 400), ("GET /chat HTTP/1.1 ", 400), (" GET /chat HTTP/1.1", 400), ("GET /ch at HTTP/1.1", 400),
        ("GET /chat HTTP/1.0", 505), ("GET /chat HTTP/1.2", 505), ("GET /chat HTTP/2.0", 505), ("GET /chat HTTP/11", 400), ("GET /chat http/1.1", 400), ("GET /chat FTP/1.1", 400),
        ("GET\t/chat HTTP/1.1", 400), ("GET /chat\rHTTP/1.1", 400), ("POST /chat HTTP/1.1", 405), ("HEAD /chat HTTP/1.1", 405), ("get /chat HTTP/1.1", 405),
        ("OPTIONS * HTTP/1.1", 405), ("CONNECT localhost:80 HTTP/1.1", 405), ("G{T /chat HTTP/1.1", 400), ("GET chat HTTP/1.1", 400), ("GET * HTTP/1.1", 400),
        ("GET /chat#top HTTP/1.1", 400), ("GET /ch\u00e4t HTTP/1.1", 400), ("GET /ch\0t HTTP/1.1", 400), ("GET http:// HTTP/1.1", 400), ("GET ftp://localhost/ HTTP/1.1", 400),
        ("GET http://user@localhost/ HTTP/1.1", 400), ("GET /" + new string('a', 8200) + " HTTP/1.1", 414),
    ];

    static IEnumerable<string> Hosts => ["", " a b", " a,b", " user@a", " a:99999", " a:b", " [::1", " []", " a/b", " a\r\nHost: b"];

    static IEnumerable<(string Field, int Status)> Fields =>
    [
        (" folded: x", 400), ("no colon", 400), ("Bad Name: x", 400), ("Name : x", 400), (": x", 400), ("X: a\0b", 400), ("X: a\u007fb", 400), ("X: a\rb", 400), ("X: a\r\n b", 400), ("X\u00e4: b", 400),
        ("Content-Length: 5", 400), ("Content-Length: abc", 400), ("Content-Length: -1", 400), ("Content-Length: 0\r\nContent-Length: 0", 400), ("Transfer-Encoding: chunked", 400), ("Transfer-Encoding: identity", 400),
        ("Origin: http://evil.example", 403), ("Origin: https://localhost", 403), ("Origin: http://localhost:81", 403), ("Origin: null", 403), ("Origin: file://", 403), ("Origin: localhost", 403),
        ("Origin: http://localhost.evil.example", 403), ("Origin: http://localhost\r\nOrigin: http://localhost", 400), ("Origin: http://evil.example/http://localhost", 403),
        ("Sec-WebSocket-Protocol: a b", 400), ("Sec-WebSocket-Protocol: a, \"b\"", 400), ("Sec-WebSocket-Protocol: a, a", 400), ("Sec-WebSocket-Protocol:", 400), ("Sec-WebSocket-Protocol: a;b", 400),
    ];

    static IEnumerable<string> Keys =>
    [
        "", "dGhl", "!!!!!!!!!!!!!!!!!!!!!!!!", "dGhlIHNhbXBsZSBub25j", "dGhlIHNhbXBsZSBub25jZWUx", "dGhlIHNhbXBsZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "dGhlIHNhbXBs ZSBub25jZQ=", "dGhlIHNhbXBsZSBub25jZ-==",
    ];

    static IEnumerable<string> Versions => ["8", "14", "13, 8", "013", "abc", ""];

    static string With(string part, string other)
    {
        Assert.Contains(part, BadInputServers.Good, StringComparison.Ordinal);
        return BadInputServers.Good.Replace(part, other, StringComparison.Ordinal);
    }

    static string Shown(string text)
    {
        var shown = string.Concat(text.Select(c => c is >= ' ' and <= '~' ? $"{c}" : $"\\x{(int)c:x2}"));
        return shown.Length <= 80 ? shown : shown[..80] + "…";
    }
}
