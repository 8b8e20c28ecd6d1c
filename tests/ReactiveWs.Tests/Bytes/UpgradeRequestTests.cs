using System.Buffers;
using System.Text;
using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

public sealed class UpgradeRequestTests
{
    const string Valid = """
        GET /chat?room=1 HTTP/1.1
        Host: example.com
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Version: 13


        """;

    [Fact]
    public void The_example_of_the_RFC_is_accepted()
    {
        // RFC 6455 §1.2
        var request = Accepted("""
            GET /chat HTTP/1.1
            Host: server.example.com
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Origin: http://example.com
            Sec-WebSocket-Protocol: chat, superchat
            Sec-WebSocket-Version: 13


            """);

        Assert.Equal("GET", UpgradeRequest.Method);
        Assert.Equal("/chat", request.Target);
        Assert.Equal("/chat", request.Path);
        Assert.Equal("", request.Query);
        Assert.Equal(new HostAndPort("server.example.com", null), request.Host);
        Assert.Equal("dGhlIHNhbXBsZSBub25jZQ==", request.Key);
        Assert.Equal("http://example.com", request.Origin);
        Assert.Equal(["chat", "superchat"], request.Protocols);
        Assert.Empty(request.Extensions);
        Assert.Equal(["websocket"], request.Headers["upgrade"]);
    }

    [Fact]
    public void The_request_ends_where_WebSocket_begins()
    {
        var head = Wire(Valid);

        var (request, _) = UpgradeRequest.Read([.. head, 0x81, 0x80, 1, 2, 3, 4], 4096, 100);

        Assert.Equal(head.Length, request!.HeadLength);
    }

    [Theory]
    [InlineData("/", "/", "")]
    [InlineData("/a/b", "/a/b", "")]
    [InlineData("/a?b=c&d=/e?f", "/a", "b=c&d=/e?f")]
    [InlineData("/a?", "/a", "")]
    [InlineData("/%E4%F6?x=%20", "/%E4%F6", "x=%20")]
    [InlineData("/a|b^{c}", "/a|b^{c}", "")]
    [InlineData("http://other.example/a?b", "/a", "b")]
    [InlineData("ws://other.example", "/", "")]
    [InlineData("WSS://other.example?q", "/", "q")]
    public void The_target_is_split_into_path_and_query(string target, string path, string query)
    {
        var request = Accepted(Valid.Replace("/chat?room=1", target, StringComparison.Ordinal));

        Assert.Equal((target, path, query), (request.Target, request.Path, request.Query));
    }

    [Fact]
    public void The_host_of_an_absolute_target_wins_over_the_Host_header()
    {
        var request = Accepted(Valid.Replace("/chat?room=1", "http://Other.example:81/", StringComparison.Ordinal));

        Assert.Equal(new HostAndPort("other.example", 81), request.Host);
    }

    [Theory]
    [InlineData("upgrade: WebSocket")]
    [InlineData("UPGRADE:websocket")]
    [InlineData("Upgrade: \t websocket \t")]
    [InlineData("Upgrade: h2c, websocket")]
    [InlineData("Upgrade: h2c\nUpgrade: websocket")]
    public void The_Upgrade_header_is_a_list_without_regard_to_case(string line) => Accepted(Valid.Replace("Upgrade: websocket", line, StringComparison.Ordinal));

    [Theory]
    [InlineData("Connection: keep-alive, Upgrade")]
    [InlineData("connection: upgrade")]
    [InlineData("Connection: keep-alive\nConnection: UPGRADE")]
    public void The_Connection_header_is_a_list_without_regard_to_case(string line) => Accepted(Valid.Replace("Connection: Upgrade", line, StringComparison.Ordinal));

    [Theory]
    [InlineData("Sec-WebSocket-Protocol: a", "a")]
    [InlineData("Sec-WebSocket-Protocol: a,b ,\tc", "a b c")]
    [InlineData("Sec-WebSocket-Protocol: a\nX: y\nsec-websocket-protocol: b, c", "a b c")]
    [InlineData("Sec-WebSocket-Protocol: a, A", "a A")]
    [InlineData("Sec-WebSocket-Protocol: ,a,, b,", "a b")]
    public void Subprotocols_come_in_the_order_of_the_client(string lines, string expected) =>
        Assert.Equal(expected.Split(' '), Accepted(With(lines)).Protocols);

    [Fact]
    public void Extensions_are_kept_as_they_came()
    {
        var request = Accepted(With("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\nSec-WebSocket-Extensions: x"));

        Assert.Equal(["permessage-deflate; client_max_window_bits", "x"], request.Extensions);
    }

    [Fact]
    public void Bytes_beyond_ASCII_in_a_value_are_read_one_to_one() => Assert.Equal(["é"], Accepted(With("X-Name: é")).Headers["x-name"]);

    [Fact]
    public void A_Content_Length_of_zero_is_no_body() => Accepted(With("Content-Length: 0"));

    // One row per rule: what is changed in the valid request, the status, and a word of the reason.
    public static TheoryData<string, string, int, string> Refused => new()
    {
        { "GET /chat?room=1 HTTP/1.1", "GET /chat?room=1", 400, "request line" },
        { "GET /chat?room=1 HTTP/1.1", "GET  /chat HTTP/1.1", 400, "request line" },
        { "GET /chat?room=1 HTTP/1.1", "GET /chat HTTP/1.1 ", 400, "request line" },
        { "GET /chat?room=1 HTTP/1.1", "GET /a b HTTP/1.1", 400, "request line" },
        { "GET /chat?room=1 HTTP/1.1", "GET /chat HTTP/11", 400, "request line" },
        { "GET /chat?room=1 HTTP/1.1", "GET /chat http/1.1", 400, "request line" },
        { "GET /chat?room=1 HTTP/1.1", "G(T /chat HTTP/1.1", 400, "request line" },
        { "GET /chat?room=1 HTTP/1.1", "GET /cha\u00E9 HTTP/1.1", 400, "request line" },
        { "GET /chat?room=1 HTTP/1.1", "GET /chat#top HTTP/1.1", 400, "request line" },
        { "GET /chat?room=1 HTTP/1.1", "GET chat HTTP/1.1", 400, "target" },
        { "GET /chat?room=1 HTTP/1.1", "GET * HTTP/1.1", 400, "target" },
        { "GET /chat?room=1 HTTP/1.1", "GET example.com:80 HTTP/1.1", 400, "target" },
        { "GET /chat?room=1 HTTP/1.1", "GET ftp://example.com/ HTTP/1.1", 400, "target" },
        { "GET /chat?room=1 HTTP/1.1", "GET http://user@example.com/ HTTP/1.1", 400, "target" },
        { "GET /chat?room=1 HTTP/1.1", "GET http:///chat HTTP/1.1", 400, "target" },
        { "GET /chat?room=1 HTTP/1.1", " GET /chat HTTP/1.1", 400, "not an HTTP request" },
        { "HTTP/1.1", "HTTP/1.0", 505, "HTTP/1.1" },
        { "HTTP/1.1", "HTTP/2.0", 505, "HTTP/1.1" },
        { "GET", "POST", 405, "GET" },
        { "GET", "get", 405, "GET" },
        { "Host: example.com", "X: y", 400, "Host" },
        { "Host: example.com", "Host: example.com\nHost: example.com", 400, "Host" },
        { "Host: example.com", "Host:", 400, "Host" },
        { "Host: example.com", "Host: a, b", 400, "Host" },
        { "Host: example.com", "Host: user@example.com", 400, "Host" },
        { "Host: example.com", "Host: example.com:port", 400, "Host" },
        { "Host: example.com", "Host: example.com:65536", 400, "Host" },
        { "Host: example.com", "Host: [::1", 400, "Host" },
        { "Host: example.com", "Host: exa mple.com", 400, "Host" },
        { "Host: example.com", "Host : example.com", 400, "white space" },
        { "Host: example.com", "Host\t: example.com", 400, "white space" },
        { "Host: example.com", "Host: example.com\n folded", 400, "folded" },
        { "Host: example.com", "Host: example.com\n\tfolded", 400, "folded" },
        { "Host: example.com", "Host example.com", 400, "name" },
        { "Host: example.com", ": example.com", 400, "name" },
        { "Host: example.com", "H\u00F6st: example.com", 400, "name" },
        { "Host: example.com", "Host: example.com\nX: a\0b", 400, "control character" },
        { "Host: example.com", "Host: example.com\nX: a\u001Bb", 400, "control character" },
        { "Host: example.com", "Host: example.com\nX: a\u007Fb", 400, "control character" },
        { "Host: example.com", "Host: example.com\nX: a\rb", 400, "bare CR" },
        { "Host: example.com", "Host: example.com\nContent-Length: 5", 400, "body" },
        { "Host: example.com", "Host: example.com\nContent-Length: 0\nContent-Length: 0", 400, "body" },
        { "Host: example.com", "Host: example.com\nContent-Length: -1", 400, "body" },
        { "Host: example.com", "Host: example.com\nTransfer-Encoding: chunked", 400, "body" },
        { "Upgrade: websocket\n", "", 426, "WebSocket only" },
        { "Upgrade: websocket", "Upgrade: h2c", 426, "WebSocket only" },
        { "Upgrade: websocket", "Upgrade: websockets", 426, "WebSocket only" },
        { "Connection: Upgrade", "Connection: keep-alive", 400, "Connection" },
        { "Connection: Upgrade\n", "", 400, "Connection" },
        { "Version: 13", "Version: 8", 426, "13" },
        { "Version: 13", "Version: 013", 426, "13" },
        { "Version: 13", "Version: 13, 8", 426, "13" },
        { "Version: 13", "Version: 13\nSec-WebSocket-Version: 13", 426, "13" },
        { "Sec-WebSocket-Version: 13\n", "", 426, "13" },
        { "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n", "", 400, "Sec-WebSocket-Key" },
        { "dGhlIHNhbXBsZSBub25jZQ==", "", 400, "Sec-WebSocket-Key" },
        { "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ=", 400, "Sec-WebSocket-Key" },
        { "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZSE=", 400, "Sec-WebSocket-Key" },
        { "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25j", 400, "Sec-WebSocket-Key" },
        { "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25 ZQ==", 400, "Sec-WebSocket-Key" },
        { "dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ==\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", 400, "Sec-WebSocket-Key" },
        { "Version: 13", "Version: 13\nSec-WebSocket-Protocol: a, b, a", 400, "Sec-WebSocket-Protocol" },
        { "Version: 13", "Version: 13\nSec-WebSocket-Protocol: a\nSec-WebSocket-Protocol: a", 400, "Sec-WebSocket-Protocol" },
        { "Version: 13", "Version: 13\nSec-WebSocket-Protocol:", 400, "Sec-WebSocket-Protocol" },
        { "Version: 13", "Version: 13\nSec-WebSocket-Protocol: a b", 400, "Sec-WebSocket-Protocol" },
        { "Version: 13", "Version: 13\nOrigin: http://a\nOrigin: http://a", 400, "Origin" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_breaks_a_rule_is_refused_with_status_and_reason(string part, string instead, int status, string word)
    {
        var refusal = Refusal(Valid.Replace(part, instead, StringComparison.Ordinal));

        Assert.Equal(status, refusal.Status);
        Assert.Contains(word, refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_end_with_LF_alone_are_refused_at_the_first_one() =>
        Assert.Contains("LF alone", UpgradeRequest.Read("GET / HTTP/1.1\n"u8, 4096, 100).Refusal!.Reason, StringComparison.Ordinal);

    [Fact]
    public void A_TLS_client_on_a_plain_port_is_told_so_at_its_first_byte()
    {
        ReadOnlySpan<byte> hello = [0x16, 0x03, 0x01];

        Assert.Contains("TLS", UpgradeRequest.Read(hello[..1], 4096, 100).Refusal!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_version_is_told_the_right_one()
    {
        var refusal = Refusal(Valid.Replace("Version: 13", "Version: 8", StringComparison.Ordinal));

        Assert.Contains(new("Sec-WebSocket-Version", "13"), refusal.Headers);
    }

    [Fact]
    public void A_plain_GET_is_told_what_to_upgrade_to()
    {
        var refusal = Refusal("GET / HTTP/1.1\nHost: a\n\n");

        Assert.Equal(426, refusal.Status);
        Assert.Contains(new("Upgrade", "websocket"), refusal.Headers);
    }

    [Fact]
    public void Another_method_is_told_the_right_one() =>
        Assert.Contains(new("Allow", "GET"), Refusal(Valid.Replace("GET", "PUT", StringComparison.Ordinal)).Headers);

    [Fact]
    public void A_request_line_longer_than_8_KiB_is_refused_even_before_it_ends()
    {
        var start = Encoding.ASCII.GetBytes("GET /" + new string('a', 8 * 1024));

        Assert.Equal(414, UpgradeRequest.Read(start, 100_000, 100).Refusal!.Status);
        Assert.Equal(414, UpgradeRequest.Read([.. start, .. " HTTP/1.1\r\n"u8], 100_000, 100).Refusal!.Status);
    }

    [Fact]
    public void A_head_of_exactly_the_limit_is_accepted_and_one_byte_more_is_not()
    {
        var head = Wire(Valid);

        Assert.NotNull(UpgradeRequest.Read(head, head.Length, 100).Request);
        Assert.Equal(431, UpgradeRequest.Read(head, head.Length - 1, 100).Refusal!.Status);
        Assert.Equal(431, UpgradeRequest.Read(head.AsSpan(..^1), head.Length - 1, 100).Refusal!.Status);
    }

    [Fact]
    public void As_many_headers_as_the_limit_are_accepted_and_one_more_is_not()
    {
        Assert.NotNull(UpgradeRequest.Read(Wire(Valid), 4096, 5).Request);
        Assert.Equal(431, UpgradeRequest.Read(Wire(Valid), 4096, 4).Refusal!.Status);
    }

    [Fact]
    public void Every_part_of_a_valid_request_needs_more()
    {
        var head = Wire(Valid);

        Assert.All(Enumerable.Range(0, head.Length), length =>
            Assert.Equal(RequestRead.NeedsMore, UpgradeRequest.Read(head.AsSpan(0, length), 4096, 100)));
    }

    [Fact]
    public void What_a_client_writes_is_read_back()
    {
        var output = new ArrayBufferWriter<byte>();
        var address = new ServerAddress(new Uri("ws://[::1]:8080/chat?x=%20"));
        var options = new WebSocketRequestOptions { Protocols = ["a", "b"], Header = new Dictionary<string, string> { ["X-Token"] = "t" }, Compression = new() };
        var offer = new ClientOffer(address, options);

        UpgradeRequest.Write(output, address.Target, offer.Headers);
        var request = UpgradeRequest.Read(output.WrittenSpan, 4096, 100).Request!;

        Assert.Equal(output.WrittenCount, request.HeadLength);
        Assert.Equal(("/chat?x=%20", offer.Key, "http://[::1]:8080"), (request.Target, request.Key, request.Origin));
        Assert.Equal(new HostAndPort("[::1]", 8080), request.Host);
        Assert.Equal(["a", "b"], request.Protocols);
        Assert.StartsWith("permessage-deflate", Assert.Single(request.Extensions), StringComparison.Ordinal);
        Assert.Equal(["t"], request.Headers["x-token"]);
    }

    static string With(string lines) => Valid.TrimEnd('\n') + "\n" + lines + "\n\n";

    static UpgradeRequest Accepted(string text)
    {
        var (request, refusal) = UpgradeRequest.Read(Wire(text), 4096, 100);
        Assert.Null(refusal);
        return request!;
    }

    static Refusal Refusal(string text)
    {
        var (request, refusal) = UpgradeRequest.Read(Wire(text), 4096, 100);
        Assert.Null(request);
        return refusal!;
    }

    /// <summary>The text with the line ends of HTTP, one byte per character.</summary>
    internal static byte[] Wire(string text) => Encoding.Latin1.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal));
}
