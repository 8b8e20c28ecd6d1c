using ReactiveWs.Analyzers.Security;
using ReactiveWs.CodeFixes;

namespace ReactiveWs.Analyzers.Tests.Security;

public class AnyOriginWithCookiesAnalyzerTests
{
    private const string Cookies = "Authorize = (request, _) => ValueTask.FromResult(request.Headers.TryGetValue(\"Cookie\", out var c) ? Authorization.Accepted : Authorization.Refuse())";

    [Theory]
    [InlineData("AllowedOrigins = [[|OriginPolicy.Any|]], " + Cookies)]
    [InlineData(Cookies + ", AllowedOrigins = new[] { [|\"*\"|] }")]
    [InlineData("AllowedOrigins = [\"https://example.org\", [|OriginPolicy.Any|]], Authorize = async (request, _) => { await Task.Yield(); return request.Headers[\"cookie\"].Count > 0 ? Authorization.Accepted : Authorization.Refuse(); }")]
    public Task Any_origin_with_cookies_triggers(string options) => Rule<AnyOriginWithCookiesAnalyzer>.CheckBodyAsync($"var o = new WebSocketServerConfig {{ {options} }};");

    [Theory]
    [InlineData("AllowedOrigins = [OriginPolicy.Any]")]
    [InlineData(Cookies)]
    [InlineData("AllowedOrigins = [\"https://example.org\"], " + Cookies)]
    [InlineData("AllowedOrigins = null, " + Cookies)]
    [InlineData("AllowedOrigins = [OriginPolicy.Any], Authorize = (request, _) => ValueTask.FromResult(request.Headers.ContainsKey(\"Authorization\") ? Authorization.Accepted : Authorization.Refuse())")]
    [InlineData("AllowedOrigins = [OriginPolicy.Null], " + Cookies)]
    public Task A_list_or_no_cookies_stay_silent(string options) => Rule<AnyOriginWithCookiesAnalyzer>.CheckBodyAsync($"var o = new WebSocketServerConfig {{ {options} }};");

    [Fact]
    public Task The_fix_lists() => Fix<AnyOriginWithCookiesAnalyzer, AnyOriginWithCookiesFix>.CheckAsync(
        Bodies.InMethod($"var o = new WebSocketServerConfig {{ AllowedOrigins = [OriginPolicy.Any], {Cookies} }};"),
        Bodies.InMethod($"var o = new WebSocketServerConfig {{ AllowedOrigins = [\"https://example.org\"], {Cookies} }};"));
}
