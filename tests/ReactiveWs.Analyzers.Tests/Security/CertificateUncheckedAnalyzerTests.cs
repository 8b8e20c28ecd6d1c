using ReactiveWs.Analyzers.Security;
using ReactiveWs.CodeFixes;

namespace ReactiveWs.Analyzers.Tests.Security;

public class CertificateUncheckedAnalyzerTests
{
    [Theory]
    [InlineData("var o = new WebSocketRequestOptions { [|SkipServerCertVerification = true|] };")]
    [InlineData("await p.ConnectAsync(u, new() { Protocol = \"chat\", [|SkipServerCertVerification = true|] });")]
    [InlineData("var o = new WebSocketRequestOptions() with { [|SkipServerCertVerification = !false|] };")]
    [InlineData("\n#if DEBUG\nOther = true;\n#endif\nvar o = new WebSocketRequestOptions { [|SkipServerCertVerification = true|] };")]
    [InlineData("\n#if DEBUG\nOther = true;\n#else\nvar o = new WebSocketRequestOptions { [|SkipServerCertVerification = true|] };\n#endif\n")]
    [InlineData("\n#if !DEBUG\nvar o = new WebSocketRequestOptions { [|SkipServerCertVerification = true|] };\n#endif\n")]
    public Task Switching_the_check_off_triggers(string body) => Rule<CertificateUncheckedAnalyzer>.CheckBodyAsync(body);

    [Theory]
    [InlineData("var o = new WebSocketRequestOptions { SkipServerCertVerification = false };")]
    [InlineData("var o = new WebSocketRequestOptions { SkipServerCertVerification = b };")]
    [InlineData("var o = new WebSocketRequestOptions(); if (o.SkipServerCertVerification) Other = true;")]
    [InlineData("var o = new { SkipServerCertVerification = true };")]
    public Task Leaving_it_on_or_asking_stays_silent(string body) => Rule<CertificateUncheckedAnalyzer>.CheckBodyAsync(body);

    [Theory]
    [InlineData("#if DEBUG")]
    [InlineData("#if (DEBUG)")]
    [InlineData("#if DEBUG && !CI")]
    [InlineData("#if CI\n#elif DEBUG")]
    [InlineData("#if DEBUG\n#if !CI\n#endif")]
    public Task A_debug_build_stays_silent(string directive) => Rule<CertificateUncheckedAnalyzer>.CheckAsync(
        "#define DEBUG\nclass C { object M() => new WebSocketRequestOptions {\n" + directive + "\nSkipServerCertVerification = true,\n#endif\n}; }");

    [Fact]
    public Task A_member_that_only_debug_builds_call_stays_silent() => Rule<CertificateUncheckedAnalyzer>.CheckAsync("""
        class C
        {
            WebSocketRequestOptions _options = new();
            [System.Diagnostics.Conditional("DEBUG")] void Trust() => _options = _options with { SkipServerCertVerification = true };
        }
        """);

    [Fact]
    public Task The_fix_takes_it_out() => Fix<CertificateUncheckedAnalyzer, OptionFix>.CheckAsync(
        Bodies.InMethod("var o = new WebSocketRequestOptions { Protocol = \"chat\", SkipServerCertVerification = true }; await p.ConnectAsync(u, new() { SkipServerCertVerification = true, Origin = u });"),
        Bodies.InMethod("var o = new WebSocketRequestOptions { Protocol = \"chat\" }; await p.ConnectAsync(u, new() { Origin = u });"));
}
