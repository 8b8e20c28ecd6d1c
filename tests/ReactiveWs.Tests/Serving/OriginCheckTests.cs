using System.Text;
using ReactiveWs.Bytes;
using ReactiveWs.Serving;

namespace ReactiveWs.Tests.Serving;

public sealed class OriginCheckTests
{
    [Theory]
    [InlineData("http://example.com", "example.com", false)]
    [InlineData("http://example.com", "example.com:80", false)]
    [InlineData("http://example.com:80", "example.com", false)]
    [InlineData("HTTP://Example.COM", "eXample.com", false)]
    [InlineData("https://example.com", "example.com", true)]
    [InlineData("https://example.com:443", "example.com", true)]
    [InlineData("https://example.com", "example.com:443", true)]
    [InlineData("http://localhost:8080", "localhost:8080", false)]
    [InlineData("http://[::1]:8080", "[::1]:8080", false)]
    public void By_default_the_own_origin_passes(string origin, string host, bool isTls) => Assert.True(Check(origin, host, isTls, null).IsAllowed);

    [Theory]
    [InlineData("http://example.com", "example.com", true)]
    [InlineData("https://example.com", "example.com", false)]
    [InlineData("http://example.com", "example.com:8080", false)]
    [InlineData("http://example.com:8080", "example.com", false)]
    [InlineData("http://example.com:443", "example.com", false)]
    [InlineData("http://sub.example.com", "example.com", false)]
    [InlineData("http://example.com.evil", "example.com", false)]
    [InlineData("http://127.0.0.1:8080", "localhost:8080", false)]
    [InlineData("null", "example.com", false)]
    [InlineData("file://", "example.com", false)]
    [InlineData("", "example.com", false)]
    [InlineData("http://", "example.com", false)]
    [InlineData("http://example.com/", "example.com", false)]
    [InlineData("http://user@example.com", "example.com", false)]
    [InlineData("example.com", "example.com", false)]
    public void By_default_every_other_origin_is_refused_with_403(string origin, string host, bool isTls) =>
        Assert.Equal(403, Check(origin, host, isTls, null).Refusal?.Status);

    [Fact]
    public void A_request_without_an_origin_is_not_from_a_page_and_passes()
    {
        Assert.True(Check(null, "example.com", false, null).IsAllowed);
        Assert.True(Check(null, "example.com", false, []).IsAllowed);
    }

    [Theory]
    [InlineData("https://a.example", "https://a.example", true)]
    [InlineData("https://a.example", "HTTPS://A.EXAMPLE:443", true)]
    [InlineData("https://a.example:8443", "https://a.example", false)]
    [InlineData("https://a.example", "http://a.example", false)]
    [InlineData("https://b.example", "https://a.example", false)]
    [InlineData("https://a.example.evil", "https://a.example", false)]
    [InlineData("null", OriginPolicy.Null, true)]
    [InlineData("file://", "file://", true)]
    [InlineData("FILE://", "file://", true)]
    [InlineData("app-x+y://home", "app-x+y://home", true)]
    [InlineData("null", "https://a.example", false)]
    [InlineData("null", OriginPolicy.Any, true)]
    [InlineData("file://", OriginPolicy.Any, true)]
    [InlineData("anything at all", OriginPolicy.Any, true)]
    public void With_a_list_exactly_what_it_names_passes(string origin, string allowed, bool passes) =>
        Assert.Equal(passes, Check(origin, "server.example", true, ["https://first.example", allowed]).IsAllowed);

    [Fact]
    public void With_a_list_the_own_origin_passes_only_when_it_is_named() => Assert.False(Check("http://a", "a", false, []).IsAllowed);

    [Fact]
    public void The_refusal_names_the_origin_and_the_line_that_would_allow_it()
    {
        Assert.Equal(
            "The origin 'http://localhost:3000' is not allowed. Only pages of the server's own origin may connect. "
            + "To allow it, write in the WebSocketServerConfig: AllowedOrigins = [\"http://localhost:3000\"]",
            Check("http://localhost:3000", "localhost:8080", false, null).Refusal!.Reason);
        Assert.EndsWith(
            "AllowedOrigins = [\"https://a.example\", \"null\"]", Check("null", "b.example", false, ["https://a.example"]).Refusal!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://a\"b")]
    [InlineData("<script>")]
    [InlineData("a\\u0022")]
    public void What_is_no_origin_is_not_quoted_for_pasting(string origin) =>
        Assert.DoesNotContain(origin, Check(origin, "a", false, null).Refusal!.Reason, StringComparison.Ordinal);

    static OriginDecision Check(string? origin, string host, bool isTls, IReadOnlyList<string>? allowed)
    {
        var text = $"GET / HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{(origin is null ? "" : $"Origin: {origin}\r\n")}\r\n";
        var request = UpgradeRequest.Read(Encoding.ASCII.GetBytes(text), 4096, 100).Request!;
        return OriginCheck.Check(request, new() { AllowedOrigins = allowed }, isTls);
    }
}
