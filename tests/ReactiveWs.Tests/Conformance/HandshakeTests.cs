using System.Text;
using ReactiveWs.Tests.Conformance.Rig;

namespace ReactiveWs.Tests.Conformance;

/// <summary>The opening handshake in all its variants (RFC 6455 §4), over raw bytes.</summary>
public class HandshakeTests
{
    /// <summary>Requests that a server takes, as changes to the usual one.</summary>
    public static TheoryData<string, string, string> GoodRequests => new()
    {
        { "as usual", "", "" },
        { "lower-case names", "Upgrade: websocket\r\nConnection: Upgrade", "upgrade: websocket\r\nconnection: Upgrade" },
        { "upper-case names", "Sec-WebSocket-Key", "SEC-WEBSOCKET-KEY" },
        { "upper-case values", "Upgrade: websocket\r\nConnection: Upgrade", "Upgrade: WEBSOCKET\r\nConnection: UPGRADE" },
        { "more options of the connection", "Connection: Upgrade", "Connection: keep-alive, Upgrade" },
        { "options of the connection without spaces", "Connection: Upgrade", "Connection: keep-alive,Upgrade,foo" },
        { "two connection headers", "Connection: Upgrade", "Connection: keep-alive\r\nConnection: Upgrade" },
        { "more protocols to upgrade to", "Upgrade: websocket", "Upgrade: h2c, websocket" },
        { "spaces around values", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Version:   13 \t" },
        { "no spaces before values", "Host: peer.test", "Host:peer.test" },
        { "a query", "/echo", "/echo?a=b&c=d" },
        { "an absolute target", "/echo", "http://peer.test/echo" },
        { "headers that nobody knows", "Host: peer.test", "Host: peer.test\r\nX-Unknown: a\r\nCookie: b=c\r\nUser-Agent: d" },
        { "an empty header", "Host: peer.test", "Host: peer.test\r\nX-Empty:" },
        { "headers in another order", "Host: peer.test\r\nUpgrade: websocket\r\nConnection: Upgrade", "Connection: Upgrade\r\nUpgrade: websocket\r\nHost: peer.test" },
        { "subprotocols that we do not speak", "Host: peer.test", "Host: peer.test\r\nSec-WebSocket-Protocol: chat, superchat" },
        { "empty elements among subprotocols", "Host: peer.test", "Host: peer.test\r\nSec-WebSocket-Protocol: chat,, superchat," },
        { "an extension that we do not know", "Host: peer.test", "Host: peer.test\r\nSec-WebSocket-Extensions: x-unknown; a=1" },
    };

    /// <summary>Requests that a server refuses, and the status it gives.</summary>
    public static TheoryData<string, string, string, int> BadRequests => new()
    {
        { "POST", "GET ", "POST ", 405 },
        { "HTTP/1.0", "HTTP/1.1", "HTTP/1.0", 505 },
        { "no host", "Host: peer.test\r\n", "", 400 },
        { "two hosts", "Host: peer.test", "Host: peer.test\r\nHost: other.test", 400 },
        { "no upgrade", "Upgrade: websocket\r\n", "", 426 },
        { "another upgrade", "Upgrade: websocket", "Upgrade: h2c", 426 },
        { "no connection", "Connection: Upgrade\r\n", "", 400 },
        { "another connection", "Connection: Upgrade", "Connection: keep-alive", 400 },
        { "no key", $"Sec-WebSocket-Key: {RawHandshake.Key}\r\n", "", 400 },
        { "an empty key", RawHandshake.Key, "", 400 },
        { "a short key", RawHandshake.Key, "dGhlIHNhbXBsZQ==", 400 },
        { "a long key", RawHandshake.Key, "dGhlIHNhbXBsZSBub25jZSBpcyBsb25n", 400 },
        { "a key that is no base64", RawHandshake.Key, "!!!!IHNhbXBsZSBub25jZQ==", 400 },
        { "two keys", "Host: peer.test", $"Host: peer.test\r\nSec-WebSocket-Key: {RawHandshake.Key}", 400 },
        { "no version", "Sec-WebSocket-Version: 13\r\n", "", 426 },
        { "version 8", "Version: 13", "Version: 8", 426 },
        { "version 14", "Version: 13", "Version: 14", 426 },
        { "version 013", "Version: 13", "Version: 013", 426 },
        { "a body", "Host: peer.test", "Host: peer.test\r\nContent-Length: 3", 400 },
        { "a space before the colon", "Host: peer.test", "Host : peer.test", 400 },
        { "a folded header", "Host: peer.test", "Host: peer.test\r\n folded", 400 },
        { "bare line feeds", "\r\n", "\n", 400 },
    };

    public static TheoryData<string, string, string> GoodAnswers => new()
    {
        { "as usual", "", "" },
        { "lower-case names", "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept", "upgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept" },
        { "values in other cases", "Upgrade: websocket\r\nConnection: Upgrade", "Upgrade: WebSocket\r\nConnection: upgrade" },
        { "more options of the connection", "Connection: Upgrade", "Connection: keep-alive, Upgrade" },
        { "two connection headers", "Connection: Upgrade", "Connection: keep-alive\r\nConnection: Upgrade" },
        { "spaces around values", "Upgrade: websocket", "Upgrade: \t websocket  " },
        { "another phrase", "Switching Protocols", "WebSocket Protocol Handshake" },
        { "no phrase", " Switching Protocols", " " },
        { "headers that nobody knows", "Upgrade: websocket", "Server: x\r\nUpgrade: websocket\r\nSet-Cookie: a=b\r\nSet-Cookie: c=d" },
        { "an interim answer before", "HTTP/1.1 101", "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 101" },
        { "an empty extensions header", "Upgrade: websocket", "Upgrade: websocket\r\nSec-WebSocket-Extensions:" },
    };

    public static TheoryData<string, string, string> BadAnswers => new()
    {
        { "200", "101 Switching Protocols", "200 OK\r\nContent-Length: 0" },
        { "a redirect", "101 Switching Protocols", "301 Moved\r\nLocation: ws://other.test/\r\nContent-Length: 0" },
        { "401", "101 Switching Protocols", "401 Unauthorized\r\nContent-Length: 0" },
        { "HTTP/1.0", "HTTP/1.1", "HTTP/1.0" },
        { "no HTTP", "HTTP/1.1", "SMTP" },
        { "no upgrade", "Upgrade: websocket\r\n", "" },
        { "another upgrade", "Upgrade: websocket", "Upgrade: h2c" },
        { "no connection", "Connection: Upgrade\r\n", "" },
        { "another connection", "Connection: Upgrade", "Connection: close" },
        { "no accept", "Sec-WebSocket-Accept", "X-Accept" },
        { "another accept", "Sec-WebSocket-Accept: ", "Sec-WebSocket-Accept: A" },
        { "two accepts", "Upgrade: websocket", "Upgrade: websocket\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" },
        { "an extension that was not offered", "Upgrade: websocket", "Upgrade: websocket\r\nSec-WebSocket-Extensions: permessage-deflate" },
        { "a subprotocol that was not offered", "Upgrade: websocket", "Upgrade: websocket\r\nSec-WebSocket-Protocol: chat" },
        { "bare line feeds", "\r\n", "\n" },
    };

    public static TheoryData<int> Chops => [1, 2, 3, 16, int.MaxValue];

    [Theory, MemberData(nameof(GoodRequests))]
    public async Task A_server_takes(string name, string usual, string changed)
    {
        await using var exchange = new Exchange(Ours.Server, new Terms { Request = request => Change(request, usual, changed) });
        await exchange.OpenAsync();
        Assert.NotEmpty(name);
        Assert.Null(RawHandshake.Value(exchange.Head, "Sec-WebSocket-Protocol"));
        Assert.Null(RawHandshake.Value(exchange.Head, "Sec-WebSocket-Extensions"));
        await Script.Begin().Echo(RawFrame.Text("it works")).Closes().RunOverAsync(exchange);
    }

    [Theory, MemberData(nameof(BadRequests))]
    public async Task A_server_refuses(string name, string usual, string changed, int status)
    {
        await using var exchange = new Exchange(Ours.Server, new Terms());
        exchange.Accept();
        await exchange.Peer.WriteAsync(Encoding.Latin1.GetBytes(Change(RawHandshake.Request(), usual, changed)), int.MaxValue, exchange.Guard);
        var head = await exchange.Peer.ReadHeadAsync(exchange.Guard);
        Assert.StartsWith($"HTTP/1.1 {status} ", head, StringComparison.Ordinal);
        Assert.Equal(name.Contains("version", StringComparison.Ordinal) ? "13" : null, RawHandshake.Value(head, "Sec-WebSocket-Version"));
        Assert.Equal(int.Parse(RawHandshake.Value(head, "Content-Length")!, null), (await exchange.Peer.ReadToEndAsync(exchange.Guard)).Length);
        Assert.Equal(status, Assert.Single(exchange.ServerErrors).HttpStatus);
    }

    [Theory, MemberData(nameof(Chops))]
    public Task A_server_takes_a_request_in_pieces(int chop) =>
        Script.Begin(new Terms { Chop = chop }).Echo(RawFrame.Text("it works")).Closes().RunAsync(Ours.Server);

    [Fact]
    public Task A_server_takes_frames_that_come_with_the_request() =>
        Script.Begin(new Terms { Request = request => request + Encoding.Latin1.GetString(RawFrame.Text("early").Encode(masked: true)) }).Expect(RawFrame.Text("early")).Closes().RunAsync(Ours.Server);

    [Theory, MemberData(nameof(GoodAnswers))]
    public Task A_client_takes(string name, string usual, string changed) =>
        Script.Begin(new Terms { Answer = answer => Change(answer, usual, changed) }).Echo(RawFrame.Text(name)).Closes().RunAsync(Ours.Client);

    [Theory, MemberData(nameof(Chops))]
    public Task A_client_takes_an_answer_in_pieces(int chop) =>
        Script.Begin(new Terms { Chop = chop }).Echo(RawFrame.Text("it works")).Closes().RunAsync(Ours.Client);

    [Fact]
    public Task A_client_takes_frames_that_come_with_the_answer() =>
        Script.Begin(new Terms { Answer = answer => answer + Encoding.Latin1.GetString(RawFrame.Text("early").Encode(masked: false)) }).Expect(RawFrame.Text("early")).Closes().RunAsync(Ours.Client);

    [Theory, MemberData(nameof(BadAnswers))]
    public async Task A_client_refuses(string name, string usual, string changed)
    {
        await using var exchange = new Exchange(Ours.Client, new Terms { Answer = answer => Change(answer, usual, changed) });
        var error = await Assert.ThrowsAsync<ReactiveWsException>(exchange.OpenAsync);
        Assert.NotEmpty(name);
        Assert.Equal(WebSocketErrorCode.ConnectionFailed, error.Code);
        Assert.Equal([error], exchange.Errors);
        Assert.Null(await exchange.Peer.ReadAsync(exchange.Guard));
    }

    static string Change(string head, string usual, string changed)
    {
        Assert.True(usual.Length == 0 || head.Contains(usual, StringComparison.Ordinal), $"'{usual}' is not in\n{head}");
        return usual.Length == 0 ? head : head.Replace(usual, changed, StringComparison.Ordinal);
    }
}
