using System.Buffers;
using System.Text;
using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

public sealed class UpgradeResponseTests
{
    [Fact]
    public void The_answer_of_the_RFC_is_written()
    {
        // RFC 6455 §1.2
        Assert.Equal("""
            HTTP/1.1 101 Switching Protocols
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
            Sec-WebSocket-Protocol: chat


            """, Written(output => UpgradeResponse.Write101(output, UpgradeKey.Accept("dGhlIHNhbXBsZSBub25jZQ=="), "chat")));
    }

    [Fact]
    public void Extensions_are_named_only_when_accepted()
    {
        Assert.Contains("\nSec-WebSocket-Extensions: permessage-deflate\n", Written(o => UpgradeResponse.Write101(o, "k", null, "permessage-deflate")), StringComparison.Ordinal);
        Assert.DoesNotContain("Sec-WebSocket-Extensions", Written(o => UpgradeResponse.Write101(o, "k")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_says_why_and_that_the_connection_ends()
    {
        Assert.Equal("""
            HTTP/1.1 403 Forbidden
            X-Reason: here
            Connection: close
            Content-Type: text/plain; charset=utf-8
            Content-Length: 4
            X-Content-Type-Options: nosniff

            Néy
            """, Written(o => UpgradeResponse.WriteRefusal(o, new(403, "Néy") { Headers = [new("X-Reason", "here")] })));
    }

    [Fact]
    public void A_refusal_that_names_an_upgrade_has_the_connection_option_for_it() =>
        Assert.Contains("\nUpgrade: websocket\nConnection: Upgrade, close\n", Written(o => UpgradeResponse.WriteRefusal(o, Refusal.PlainGet)), StringComparison.Ordinal);

    [Fact]
    public void A_status_without_a_usual_phrase_has_an_empty_one() =>
        Assert.StartsWith("HTTP/1.1 418 \n", Written(o => UpgradeResponse.WriteRefusal(o, new(418, ""))), StringComparison.Ordinal);

    [Theory]
    [InlineData("HTTP/1.1 101 Switching Protocols", 101, "Switching Protocols")]
    [InlineData("HTTP/1.1 101 ", 101, "")]
    [InlineData("HTTP/1.1 101", 101, "")]
    [InlineData("HTTP/1.1 404 Nicht gefunden: \u00E4", 404, "Nicht gefunden: \u00E4")]
    [InlineData("HTTP/1.0 503 Busy", 503, "Busy")]
    public void Status_and_phrase_are_read(string line, int status, string phrase)
    {
        var response = Read($"{line}\nA: b\n\n").Response!;

        Assert.Equal((status, phrase), (response.Status, response.Reason));
        Assert.Equal(["b"], response.Headers["a"]);
    }

    [Theory]
    [InlineData("HTTP/1.0 101 Switching Protocols\n\n", "status line")]
    [InlineData("HTTP/1.1  101 Switching Protocols\n\n", "status line")]
    [InlineData("HTTP/1.1 1O1 Switching Protocols\n\n", "status line")]
    [InlineData("HTTP/1.1 101Switching Protocols\n\n", "status line")]
    [InlineData("HTTP/1.1 099 Early\n\n", "status line")]
    [InlineData("HTTP/1.1 600 Late\n\n", "status line")]
    [InlineData("HTTP/1.1 101 Switch\0ing\n\n", "status line")]
    [InlineData("HTTP/1.1\n\n", "status line")]
    [InlineData("HTTP/2.0 101 Switching Protocols\n\n", "not HTTP/1.1")]
    [InlineData("ICY 200 OK\n\n", "not HTTP/1.1")]
    [InlineData("\u0015\u0003\u0001", "not HTTP/1.1")]
    [InlineData("HTTP/1.1 101 Switching Protocols\nA : b\n\n", "white space")]
    [InlineData("HTTP/1.1 101 Switching Protocols\nA: b\n c\n\n", "folded")]
    [InlineData("HTTP/1.1 101 Switching Protocols\nA\n\n", "name")]
    [InlineData("HTTP/1.1 101 Switching Protocols\nA: \u0001\n\n", "control character")]
    public void What_breaks_the_syntax_is_malformed(string text, string word) => Assert.Contains(word, Read(text).Malformed, StringComparison.Ordinal);

    [Fact]
    public void Lines_that_end_with_LF_alone_are_malformed() =>
        Assert.Contains("LF alone", UpgradeResponse.Read("HTTP/1.1 101 Switching Protocols\n\n"u8, 4096, 10).Malformed, StringComparison.Ordinal);

    [Fact]
    public void Too_many_bytes_or_headers_are_malformed()
    {
        var head = UpgradeRequestTests.Wire("HTTP/1.1 101 Switching Protocols\nA: b\nC: d\n\n");

        Assert.NotNull(UpgradeResponse.Read(head, head.Length, 2).Response);
        Assert.Contains("too large", UpgradeResponse.Read(head, head.Length - 1, 2).Malformed, StringComparison.Ordinal);
        Assert.Contains("too many", UpgradeResponse.Read(head, head.Length, 1).Malformed, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_server_writes_is_read_back()
    {
        var output = new ArrayBufferWriter<byte>();

        UpgradeResponse.Write101(output, "accept", "chat.v1", "permessage-deflate");
        var response = UpgradeResponse.Read([.. output.WrittenSpan, 0x81, 0x00], 4096, 10).Response!;

        Assert.Equal((101, "Switching Protocols", output.WrittenCount), (response.Status, response.Reason, response.HeadLength));
        Assert.Equal("accept", response.Headers.Only("sec-websocket-accept"u8));
        Assert.Equal("chat.v1", response.Headers.Only("sec-websocket-protocol"u8));
        Assert.Equal("permessage-deflate", response.Headers.Only("sec-websocket-extensions"u8));
    }

    static ResponseRead Read(string text) => UpgradeResponse.Read(UpgradeRequestTests.Wire(text), 4096, 100);

    static string Written(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return Encoding.UTF8.GetString(output.WrittenSpan).Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
