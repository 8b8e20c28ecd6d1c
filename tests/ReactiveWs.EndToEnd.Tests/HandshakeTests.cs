using System.Security.Cryptography;
using System.Text;
using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests;

/// <summary>Our client meets servers that answer its handshake with something else than a WebSocket.</summary>
public sealed class HandshakeTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_refusal_carries_its_status_and_body(int status)
    {
        await using var server = new FakeHttpServer($"HTTP/1.1 {status} No\r\nContent-Length: 9\r\nConnection: close\r\n\r\nnot today");

        var error = await FailAsync(server.Port);

        Assert.Equal((WebSocketErrorCode.ConnectionFailed, status, "not today"), (error.Code, error.HttpStatus, error.ResponseBody));
        Assert.Contains($"{status}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_first_4_KB_of_a_body_are_kept()
    {
        await using var server = new FakeHttpServer($"HTTP/1.1 500 No\r\nContent-Length: 10000\r\nConnection: close\r\n\r\n{new string('x', 10_000)}");

        Assert.Equal(new string('x', 4096), (await FailAsync(server.Port)).ResponseBody);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed_and_its_location_named(int status)
    {
        await using var server = new FakeHttpServer($"HTTP/1.1 {status} Elsewhere\r\nLocation: wss://elsewhere.example/chat\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

        var error = await FailAsync(server.Port);

        Assert.Equal(status, error.HttpStatus);
        Assert.Contains("wss://elsewhere.example/chat", error.Message, StringComparison.Ordinal);
    }

    // §4.1: what the client must check in the answer.
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {accept}\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: keep-alive\r\nSec-WebSocket-Accept: {accept}\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: uninvited\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Extensions: x-unknown\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching\r\nUpgrade")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("\u0015\u0003\u0003\u0000\u0002\u0002\u0046")]
    [InlineData("")]
    public async Task An_answer_that_is_not_right_fails(string answer)
    {
        await using var server = new LoopbackListener(async (stream, ct) =>
            await stream.WriteAsync(Encoding.Latin1.GetBytes(answer.Replace("{accept}", Accept(await stream.HeadAsync(ct)), StringComparison.Ordinal)), ct));

        Assert.Equal(WebSocketErrorCode.ConnectionFailed, (await FailAsync(server.Port)).Code);
    }

    [Fact]
    public async Task The_right_answer_in_odd_clothes_passes()
    {
        const string Answer = "HTTP/1.1 101\r\nuPGRADE: WebSocket\r\nCONNECTION: keep-alive, uPgRaDe\r\nsec-websocket-accept:   {accept}  \r\nX-Other: a\r\nX-Other: b\r\n\r\n\u0081\u0002hi\u0088\u0002\u0003\u00e8";
        await using var server = new LoopbackListener(async (stream, ct) =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(Answer.Replace("{accept}", Accept(await stream.HeadAsync(ct)), StringComparison.Ordinal)), ct);
            await stream.CopyToAsync(Stream.Null, ct);
        });
        await using var ws = new ReactiveWebSocket();
        var message = ws.Messages.NextAsync();
        var headers = ws.HeadersReceived.NextAsync();

        await ws.ConnectAsync($"ws://localhost:{server.Port}/", cancellationToken: Ct);

        Assert.Equal("hi", (await message).Text);
        Assert.Equal(["a", "b"], (await headers)["x-other"]);
        Assert.Equal(new CloseResult(1000, "", true, 0), await ws.Closed.Soon());
    }

    [Fact]
    public async Task What_is_asked_is_a_version_13_upgrade()
    {
        await using var server = new FakeHttpServer("HTTP/1.1 400 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await FailAsync(server.Port, new WebSocketRequestOptions { Protocols = ["a", "b"] });

        var lines = (await server.Request).Split("\r\n").ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.Contains("GET / HTTP/1.1", lines);
        Assert.Contains($"Host: localhost:{server.Port}", lines);
        Assert.Contains("Upgrade: websocket", lines);
        Assert.Contains("Connection: Upgrade", lines);
        Assert.Contains("Sec-WebSocket-Version: 13", lines);
        Assert.Contains("Sec-WebSocket-Protocol: a, b", lines);
        Assert.Contains($"Origin: http://localhost:{server.Port}", lines);
        Assert.Single(lines, line => line.StartsWith("Sec-WebSocket-Key: ", StringComparison.OrdinalIgnoreCase) && Convert.FromBase64String(line[19..]).Length == 16);
        Assert.DoesNotContain(lines, line => line.StartsWith("Sec-WebSocket-Extensions", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_subprotocol_put_into_a_header_is_an_error_that_names_the_option()
    {
        var error = await FailAsync(9, new WebSocketRequestOptions { Header = new Dictionary<string, string> { ["Sec-WebSocket-Protocol"] = "chat" } });

        Assert.Equal(WebSocketErrorCode.InvalidArgument, error.Code);
        Assert.Contains("Protocol", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_listening_is_an_error_that_names_the_address()
    {
        int port;
        await using (var gone = new LoopbackListener((_, _) => Task.CompletedTask))
        {
            port = gone.Port;
        }

        var error = await FailAsync(port);

        Assert.Equal(WebSocketErrorCode.ConnectionFailed, error.Code);
        Assert.Contains($"localhost:{port}", error.Message, StringComparison.Ordinal);
        Assert.Null(error.HttpStatus);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_after_ConnectTimeout()
    {
        await using var server = new LoopbackListener((stream, ct) => stream.CopyToAsync(Stream.Null, ct));
        var time = new ReactiveWs.Testing.ManualTimeProvider();
        await using var ws = new ReactiveWebSocket();
        var connecting = ws.ConnectAsync($"ws://localhost:{server.Port}/", new WebSocketRequestOptions { ConnectTimeout = TimeSpan.FromSeconds(3), TimeProvider = time }, Ct);

        await time.WaitForTimerAsync(TimeSpan.FromSeconds(3), Ct).Soon();
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(WebSocketErrorCode.ConnectionFailed, (await Assert.ThrowsAsync<ReactiveWsException>(() => connecting.Soon())).Code);
    }

    // §1.3: the key with the GUID, hashed.
    static string Accept(string request)
    {
        var key = request.Split("\r\n").Single(line => line.StartsWith("Sec-WebSocket-Key: ", StringComparison.OrdinalIgnoreCase))[19..];
#pragma warning disable CA5350 // SHA-1 is what RFC 6455 §1.3 prescribes
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
    }

    static async Task<ReactiveWsException> FailAsync(int port, WebSocketRequestOptions? options = null)
    {
        await using var ws = new ReactiveWebSocket();
        var told = ws.Errors.NextAsync();
        var thrown = await Assert.ThrowsAsync<ReactiveWsException>(() => ws.ConnectAsync($"ws://localhost:{port}/", options, Ct).Soon());
        Assert.Same(thrown, await told);
        return thrown;
    }
}
