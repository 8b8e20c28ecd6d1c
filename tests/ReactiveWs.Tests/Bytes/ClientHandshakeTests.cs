using System.Net;
using System.Net.Sockets;
using System.Text;
using ReactiveWs.Bytes;
using ReactiveWs.Testing;

namespace ReactiveWs.Tests.Bytes;

/// <summary>What both ways to a link must do alike; the subclasses are at the end, and what concerns TLS is in a file of its own.</summary>
public abstract class ClientHandshakeTests
{
    private protected abstract HandshakePath Path { get; }

    private protected Task<ClientOpening> OpenAsync(Uri uri, WebSocketRequestOptions? options = null, CancellationToken? cancellationToken = null) =>
        ClientHandshake.OpenAsync(uri, options ?? new(), Path, cancellationToken ?? TestContext.Current.CancellationToken).Soon();

    private protected async Task<ReactiveWsException> FailAsync(Uri uri, WebSocketRequestOptions? options = null) =>
        await Assert.ThrowsAsync<ReactiveWsException>(() => OpenAsync(uri, options));

    [Fact]
    public async Task A_101_answer_opens_the_link()
    {
        await using var server = LoopbackServer.Answering(head => LoopbackServer.Accepting(head, "X-Server: one\r\nx-server: two\r\n"));

        var opening = await OpenAsync(server.Address("/chat?x=1"));

        Assert.Equal(new OpenInfo(101, "Switching Protocols", null), opening.Info);
        Assert.Equal(["one", "two"], opening.Headers["X-SERVER"]);
        Assert.Null(opening.Compression);
        opening.Link.Abort();
    }

    [Fact]
    public async Task Bytes_go_both_ways_after_the_handshake()
    {
        await using var server = new LoopbackServer(async stream =>
        {
            var head = await LoopbackServer.ReadHeadAsync(stream);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(LoopbackServer.Accepting(head) + "early"));
            await stream.CopyToAsync(stream);
        });
        var opening = await OpenAsync(server.Address());

        await opening.Link.WriteAsync("later"u8.ToArray());

        Assert.Equal("earlylater", Encoding.ASCII.GetString(opening.Leftover.Span) + await ReadTextAsync(opening.Link, 10 - opening.Leftover.Length));
        await opening.Link.CloseAsync();
    }

    [Fact]
    public async Task Waiting_for_bytes_does_not_spin()
    {
        var release = new TaskCompletionSource();
        await using var server = new LoopbackServer(async stream =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(LoopbackServer.Accepting(await LoopbackServer.ReadHeadAsync(stream))));
            await release.Task;
            await stream.WriteAsync("x"u8.ToArray());
        });
        var link = (await OpenAsync(server.Address())).Link;

        var waiting = link.ReadAsync(new byte[link.IdleBufferSize]).AsTask();

        Assert.False(waiting.IsCompleted);
        release.SetResult();
        await waiting.Soon();
        link.Abort();
    }

    [Fact]
    public async Task The_request_is_a_handshake_with_everything_that_was_asked_for()
    {
        var heads = new List<string>();
        await using var server = LoopbackServer.Answering(head =>
        {
            heads.Add(head);
            return LoopbackServer.Accepting(head);
        });
        var options = new WebSocketRequestOptions
        {
            Protocol = "a, b",
            Protocols = ["c"],
            Compression = new(),
            Header = new Dictionary<string, string> { ["Authorization"] = "Bearer t", ["X-Empty"] = "", ["Cookie"] = "k=v; l=w" },
        };

        (await OpenAsync(server.Address("/chat?x=%20"), options)).Link.Abort();
        (await OpenAsync(server.Address("/chat?x=%20"), options)).Link.Abort();

        var request = UpgradeRequest.Read(Encoding.Latin1.GetBytes(heads[0]), 4096, 100).Request!;
        Assert.Equal("/chat?x=%20", request.Target);
        Assert.Equal(new HostAndPort("127.0.0.1", server.Port), request.Host);
        Assert.Equal($"http://127.0.0.1:{server.Port}", request.Origin);
        Assert.Equal(["a", "b", "c"], request.Protocols);
        Assert.Equal(["permessage-deflate; client_max_window_bits"], request.Extensions);
        Assert.Equal(["Bearer t"], request.Headers["Authorization"]);
        Assert.Equal([""], request.Headers["X-Empty"]);
        Assert.Equal(["k=v; l=w"], request.Headers["Cookie"]);
        Assert.Equal(11, request.Headers.Count);
        Assert.NotEqual(request.Key, LoopbackServer.Header(heads[1], "Sec-WebSocket-Key"));
    }

    [Theory]
    [InlineData("https://page.example", "https://page.example")]
    [InlineData("null", "null")]
    [InlineData("", null)]
    public async Task The_origin_can_be_given_or_left_out(string option, string? expected)
    {
        string? origin = "unset";
        await using var server = LoopbackServer.Answering(head =>
        {
            origin = LoopbackServer.Header(head, "Origin");
            return LoopbackServer.Accepting(head);
        });

        (await OpenAsync(server.Address(), new() { Origin = option })).Link.Abort();

        Assert.Equal(expected, origin);
    }

    [Fact]
    public async Task A_host_name_that_has_both_address_families_is_reached_at_the_one_that_listens()
    {
        await using var server = LoopbackServer.Answering(head => LoopbackServer.Accepting(head));

        (await OpenAsync(server.Address(host: "localhost"))).Link.Abort();
    }

    [Theory]
    [InlineData("Sec-WebSocket-Protocol: b\r\n", "b")]
    [InlineData("", null)]
    public async Task The_server_selects_one_of_the_offered_subprotocols_or_none(string line, string? expected)
    {
        await using var server = LoopbackServer.Answering(head => LoopbackServer.Accepting(head, line));

        var opening = await OpenAsync(server.Address(), new() { Protocol = "a, b" });

        Assert.Equal(expected, opening.Info.Protocol);
        opening.Link.Abort();
    }

    [Fact]
    public async Task What_the_server_accepts_of_the_compression_offer_is_agreed()
    {
        await using var server = LoopbackServer.Answering(head =>
            LoopbackServer.Accepting(head, "Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=10\r\n"));

        var opening = await OpenAsync(server.Address(), new() { Compression = new() { ClientNoContextTakeover = true } });

        Assert.Equal((10, true), (opening.Compression!.ServerMaxWindowBits, opening.Compression.ClientNoContextTakeover));
        opening.Link.Abort();
    }

    // One row per rule of RFC 6455 §4.1: what is changed in a valid answer, and words of the message.
    [Theory]
    [InlineData("Upgrade: websocket", "Upgrade: h2c", "Upgrade header")]
    [InlineData("Upgrade: websocket", "X: y", "Upgrade header")]
    [InlineData("Upgrade: websocket", "Upgrade: websocket\r\nUpgrade: websocket", "Upgrade header")]
    [InlineData("Connection: Upgrade", "Connection: keep-alive", "Connection header")]
    [InlineData("Connection: Upgrade", "X: y", "Connection header")]
    [InlineData("Sec-WebSocket-Accept: ", "Sec-WebSocket-Accept: x", "does not answer our key")]
    [InlineData("Sec-WebSocket-Accept: ", "X: ", "does not answer our key")]
    [InlineData("Connection: Upgrade", "Connection: Upgrade\r\nSec-WebSocket-Protocol: c", "subprotocol 'c', which was not offered (a, b)")]
    [InlineData("Connection: Upgrade", "Connection: Upgrade\r\nSec-WebSocket-Protocol: A", "subprotocol 'A', which was not offered (a, b)")]
    [InlineData("Connection: Upgrade", "Connection: Upgrade\r\nSec-WebSocket-Protocol:", "subprotocol '', which was not offered (a, b)")]
    [InlineData("Connection: Upgrade", "Connection: Upgrade\r\nSec-WebSocket-Protocol: a\r\nSec-WebSocket-Protocol: b", "more than one subprotocol")]
    [InlineData("Connection: Upgrade", "Connection: Upgrade\r\nSec-WebSocket-Extensions: permessage-deflate", "was not offered")]
    [InlineData("Connection: Upgrade", "Connection: Upgrade\r\nSec-WebSocket-Extensions: ;", "malformed")]
    public async Task A_101_answer_that_breaks_a_rule_is_200_and_says_which(string part, string instead, string words)
    {
        await using var server = LoopbackServer.Answering(head => LoopbackServer.Accepting(head).Replace(part, instead, StringComparison.Ordinal));

        var error = await FailAsync(server.Address(), new() { Protocol = "a, b" });

        Assert.Equal((WebSocketErrorCode.ConnectionFailed, 101), (error.Code, error.HttpStatus));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subprotocol_although_none_was_offered_is_200()
    {
        await using var server = LoopbackServer.Answering(head => LoopbackServer.Accepting(head, "Sec-WebSocket-Protocol: chat\r\n"));

        Assert.Contains("none was; set Protocol", (await FailAsync(server.Address())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("200 OK", "plain HTTP request")]
    [InlineData("301 Moved Permanently\r\nLocation: wss://other.example/x?token=secret", "redirects to 'wss://other.example/x', and redirects are not followed")]
    [InlineData("302 Found", "redirects to 'nowhere'")]
    [InlineData("400 Bad Request", "does not accept the request")]
    [InlineData("401 Unauthorized\r\nWWW-Authenticate: Basic", "Header[\"Authorization\"]")]
    [InlineData("403 Forbidden", "Origin may not be on its list")]
    [InlineData("404 Not Found", "nothing at that path")]
    [InlineData("426 Upgrade Required\r\nUpgrade: TLS/1.0", "another protocol or WebSocket version")]
    [InlineData("429 Too Many Requests", "too many requests")]
    [InlineData("500 Internal Server Error", "server's log")]
    [InlineData("503 Service Unavailable", "Try again later")]
    [InlineData("418 I'm a teapot", "HTTP 418 I'm a teapot")]
    public async Task A_refusal_is_200_with_its_status_its_meaning_and_its_body(string answer, string words)
    {
        await using var server = LoopbackServer.Answering(_ => $"HTTP/1.1 {answer}\r\nContent-Length: 5\r\n\r\nwhy\u00C3\u00A4");

        var error = await FailAsync(server.Address("/chat?token=secret"));

        Assert.Equal((WebSocketErrorCode.ConnectionFailed, answer[..3]), (error.Code, $"{error.HttpStatus}"));
        Assert.Contains($"ws://127.0.0.1:{server.Port}/chat refused the handshake with HTTP {answer[..3]}", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal("why\u00E4", error.ResponseBody);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("Content-Length: 0\r\n\r\n", null)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "abcde")]
    public async Task The_body_of_a_refusal_ends_where_its_headers_say(string headersAndBody, string? expected)
    {
        await using var server = LoopbackServer.Answering(_ => $"HTTP/1.1 403 No\r\n{headersAndBody}");

        Assert.Equal(expected, (await FailAsync(server.Address())).ResponseBody);
    }

    [Fact]
    public async Task The_body_of_a_refusal_may_end_with_the_connection()
    {
        await using var server = new LoopbackServer(async stream =>
        {
            await LoopbackServer.ReadHeadAsync(stream);
            await stream.WriteAsync("HTTP/1.1 403 No\r\n\r\nuntil the end"u8.ToArray());
        });

        Assert.Equal("until the end", (await FailAsync(server.Address())).ResponseBody);
    }

    [Theory]
    [InlineData("Content-Length: 10000\r\n\r\n", "")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n2710\r\n", "\r\n0\r\n\r\n")]
    public async Task Only_the_first_4_KiB_of_a_body_are_kept(string start, string end)
    {
        await using var server = LoopbackServer.Answering(_ => $"HTTP/1.1 403 No\r\n{start}{new string('x', 10_000)}{end}");

        Assert.Equal(new string('x', 4096), (await FailAsync(server.Address())).ResponseBody);
    }

    [Fact]
    public async Task A_refusal_whose_body_never_ends_is_reported_all_the_same()
    {
        var time = new ManualTimeProvider();
        await using var server = LoopbackServer.Answering(_ => "HTTP/1.1 403 No\r\nContent-Length: 100\r\n\r\nthe start");

        var opening = FailAsync(server.Address(), new() { TimeProvider = time });
        await time.WaitForTimerAsync(RefusalBody.Patience, TestContext.Current.CancellationToken).Soon();
        time.Advance(TimeSpan.FromSeconds(2));

        var error = await opening.Soon();
        Assert.Equal((403, "the start"), (error.HttpStatus, error.ResponseBody));
    }

    [Fact]
    public async Task Interim_answers_are_passed_over()
    {
        await using var server = LoopbackServer.Answering(head => "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + LoopbackServer.Accepting(head));

        (await OpenAsync(server.Address())).Link.Abort();
    }

    [Fact]
    public async Task A_port_on_which_nothing_listens_is_200_and_named()
    {
        using var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));                    // taken, but not listening
        var port = ((IPEndPoint)bound.LocalEndPoint!).Port;

        var error = await FailAsync(new($"ws://127.0.0.1:{port}/"));

        Assert.Equal(WebSocketErrorCode.ConnectionFailed, error.Code);
        Assert.Null(error.HttpStatus);
        Assert.Contains($"Connecting to 127.0.0.1:{port} failed: the connection was refused", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.InnerException);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: webso")]
    public async Task A_connection_that_ends_during_the_handshake_is_200(string answer)
    {
        await using var server = new LoopbackServer(async stream =>
        {
            await LoopbackServer.ReadHeadAsync(stream);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        });

        var error = await FailAsync(server.Address());

        Assert.Equal(WebSocketErrorCode.ConnectionFailed, error.Code);
        Assert.Contains($"127.0.0.1:{server.Port}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_200_after_ConnectTimeout()
    {
        var time = new ManualTimeProvider();
        var ended = new TaskCompletionSource();
        await using var server = new LoopbackServer(async stream =>
        {
            await LoopbackServer.WaitForEndAsync(stream);
            ended.SetResult();
        });

        var opening = FailAsync(server.Address(), new() { TimeProvider = time, ConnectTimeout = TimeSpan.FromSeconds(7) });
        await time.WaitForTimerAsync(TimeSpan.FromSeconds(7), TestContext.Current.CancellationToken).Soon();
        time.Advance(TimeSpan.FromSeconds(7));

        var error = await opening.Soon();
        Assert.Equal(WebSocketErrorCode.ConnectionFailed, error.Code);
        Assert.Contains("within 7 s (ConnectTimeout)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_attempt_and_frees_the_connection()
    {
        using var cancel = new CancellationTokenSource();
        var (asked, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = new LoopbackServer(async stream =>
        {
            await LoopbackServer.ReadHeadAsync(stream);
            asked.SetResult();
            try
            {
                await LoopbackServer.WaitForEndAsync(stream);
            }
            finally
            {
                ended.SetResult();
            }
        });

        var opening = OpenAsync(server.Address(), cancellationToken: cancel.Token);
        await asked.Task.Soon();
        await cancel.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.Equal(cancel.Token, error.CancellationToken);
        await ended.Task.Soon();
    }

    [Fact]
    public async Task Ending_the_link_ends_the_connection()
    {
        var ended = new TaskCompletionSource();
        await using var server = new LoopbackServer(async stream =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(LoopbackServer.Accepting(await LoopbackServer.ReadHeadAsync(stream))));
            await LoopbackServer.WaitForEndAsync(stream);
            ended.SetResult();
        });

        await (await OpenAsync(server.Address())).Link.CloseAsync();

        await ended.Task.Soon();
    }

    [Theory]
    [InlineData("ws://device.example/chat?x=1", "device.example", "http://device.example")]
    [InlineData("wss://device.example/chat?x=1", "device.example", "https://device.example")]
    [InlineData("wss://device.example:80/chat?x=1", "device.example:80", "https://device.example:80")]
    public async Task Over_a_link_of_the_users_the_handshake_is_the_same_and_without_TLS(string uri, string host, string origin)
    {
        var (client, server) = MemoryLink.Pair();
        var options = new WebSocketRequestOptions { OpenLink = (asked, _) => new(asked == new Uri(uri) ? client : throw new ArgumentException("Not the address.")) };

        var opening = OpenAsync(new(uri), options);
        var head = await LoopbackServer.ReadHeadAsync(server).Soon();
        await server.WriteAsync(Encoding.ASCII.GetBytes(LoopbackServer.Accepting(head)), TestContext.Current.CancellationToken);

        Assert.StartsWith("GET /chat?x=1 HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Equal(host, LoopbackServer.Header(head, "Host"));
        Assert.Equal(origin, LoopbackServer.Header(head, "Origin"));
        (await opening).Link.Abort();
        Assert.Equal(0, await server.ReadAsync(new byte[1], TestContext.Current.CancellationToken).Soon());
    }

    [Fact]
    public async Task A_link_of_the_users_that_cannot_be_opened_is_2302999_with_its_reason()
    {
        var error = await FailAsync(new("ws://device/"), new() { OpenLink = (_, _) => throw new FormatException("No such device.") });

        Assert.Equal(WebSocketErrorCode.Unknown, error.Code);
        Assert.Contains("No such device.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_that_are_known_before_do_not_connect()
    {
        WebSocketRequestOptions options = new() { OpenLink = (_, _) => throw new InvalidOperationException("Connected.") };

        Assert.Equal(WebSocketErrorCode.InvalidArgument, (await FailAsync(new("http://a/"), options with { ChunkSize = 1 })).Code);
        Assert.Equal(WebSocketErrorCode.InvalidUrl, (await FailAsync(new("http://a/"), options with { AllowedHosts = ["b"] })).Code);
        Assert.Equal(WebSocketErrorCode.HostNotAllowed, (await FailAsync(new("ws://a/"), options with { AllowedHosts = ["b"], CaPath = "missing" })).Code);
        Assert.Equal(WebSocketErrorCode.CertificateNotFound, (await FailAsync(new("ws://a/"), options with { CaPath = "missing" })).Code);
        Assert.Equal(WebSocketErrorCode.CertificateNotFound, (await FailAsync(new("ws://a/"), options with { ClientCert = new("missing") })).Code);
    }

    static async Task<string> ReadTextAsync(ByteLink link, int length)
    {
        var text = new StringBuilder();
        var buffer = new byte[length];
        while (text.Length < length)
        {
            var count = await link.ReadAsync(buffer).Soon();
            Assert.NotEqual(0, count);
            text.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }
        return text.ToString();
    }
}

public sealed class DirectHandshakeTests : ClientHandshakeTests
{
    private protected override HandshakePath Path => HandshakePath.Direct;

    [Theory]
    [InlineData("HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\n\n", "LF alone")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nA: b\r\n c\r\n\r\n", "folded")]
    [InlineData("SSH-2.0-OpenSSH_9\r\n", "not HTTP/1.1")]
    public async Task An_answer_that_breaks_the_syntax_of_HTTP_is_200_and_says_how(string answer, string words)
    {
        await using var server = LoopbackServer.Answering(_ => answer);

        Assert.Contains(words, (await FailAsync(server.Address())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_at_its_limit()
    {
        await using var server = new LoopbackServer(async stream =>
        {
            await LoopbackServer.ReadHeadAsync(stream);
            await stream.WriteAsync("HTTP/1.1 101 Switching Protocols\r\n"u8.ToArray());
            while (true)
            {
                await stream.WriteAsync("X: yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\r\n"u8.ToArray());
            }
        });

        Assert.Contains("too many headers", (await FailAsync(server.Address())).Message, StringComparison.Ordinal);
    }
}

public sealed class HandlerHandshakeTests : ClientHandshakeTests
{
    private protected override HandshakePath Path => HandshakePath.Handler;

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nno colon\r\n\r\n")]
    public async Task An_answer_that_breaks_the_syntax_of_HTTP_is_200(string answer)
    {
        await using var server = LoopbackServer.Answering(_ => answer);

        Assert.Contains("not a valid WebSocket handshake", (await FailAsync(server.Address())).Message, StringComparison.Ordinal);
    }
}
