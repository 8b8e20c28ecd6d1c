using ReactiveWs.Analyzers.Usage;
using ReactiveWs.CodeFixes;

namespace ReactiveWs.Analyzers.Tests.Usage;

public class CloseNotSendableAnalyzerTests
{
    private const string Long = "1234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234";

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("999")]
    [InlineData("1004")]
    [InlineData("1005")]
    [InlineData("1006")]
    [InlineData("1015")]
    [InlineData("1016")]
    [InlineData("2999")]
    [InlineData("5000")]
    [InlineData("int.MaxValue")]
    [InlineData("(int)System.Net.WebSockets.WebSocketCloseStatus.Empty")]
    [InlineData("Abnormal")]
    public Task A_code_that_cannot_be_sent_triggers(string code) =>
        Rule<CloseNotSendableAnalyzer>.CheckBodyAsync($"await p.CloseAsync(new WebSocketCloseOptions {{ Code = [|{code}|] }});", "const int Abnormal = 1006;");

    [Theory]
    [InlineData("1000")]
    [InlineData("1003")]
    [InlineData("1007")]
    [InlineData("1014")]
    [InlineData("3000")]
    [InlineData("4999")]
    [InlineData("u.Length")]
    [InlineData("b ? 1000 : 4000")]
    [InlineData("(int)System.Net.WebSockets.WebSocketCloseStatus.PolicyViolation")]
    public Task A_code_that_can_be_sent_or_is_not_constant_stays_silent(string code) =>
        Rule<CloseNotSendableAnalyzer>.CheckBodyAsync($"await p.CloseAsync(new WebSocketCloseOptions {{ Code = {code} }});");

    [Theory]
    [InlineData("[|\"" + Long + "\"|]")]
    [InlineData("[|\"ääääääääääääääääääääääääääääääääääääääääääääääääääääääääääääää\"|]")]
    [InlineData("[|Text + \"!\"|]")]
    public Task A_reason_that_is_too_long_triggers(string reason) =>
        Rule<CloseNotSendableAnalyzer>.CheckBodyAsync($"await p.CloseAsync(new WebSocketCloseOptions {{ Reason = {reason} }});", $"const string Text = \"{Long}\";");

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123\"")]
    [InlineData("u")]
    [InlineData("$\"{u}\"")]
    public Task A_reason_that_fits_or_is_not_constant_stays_silent(string reason) =>
        Rule<CloseNotSendableAnalyzer>.CheckBodyAsync($"await p.CloseAsync(new WebSocketCloseOptions {{ Reason = {reason} }});");

    [Fact]
    public Task Another_type_with_a_code_stays_silent() => Rule<CloseNotSendableAnalyzer>.CheckAsync("""
        class Other { public int Code { get; set; } }
        class C { object M() => new Other { Code = 1006 }; int N(CloseResult r) => r.Code == 1006 ? 1 : 0; object Fake() => new CloseResult(1006, "", false, 0); }
        """);

    [Fact]
    public Task The_fix_closes_normally() => Fix<CloseNotSendableAnalyzer, CloseNotSendableFix>.CheckAsync(
        Bodies.InMethod("await p.CloseAsync(new WebSocketCloseOptions { Code = 1006 }); await p.CloseAsync(new WebSocketCloseOptions { Code = 1 + 1 });"),
        Bodies.InMethod("await p.CloseAsync(new WebSocketCloseOptions { Code = 1000 }); await p.CloseAsync(new WebSocketCloseOptions { Code = 1000 });"));

    [Fact]
    public Task The_fix_cuts_a_reason_between_characters() => Fix<CloseNotSendableAnalyzer, CloseNotSendableFix>.CheckAsync(
        Bodies.InMethod($"await p.CloseAsync(new WebSocketCloseOptions {{ Reason = \"{new string('a', 121)}\U0001F600\" }});"),
        Bodies.InMethod($"await p.CloseAsync(new WebSocketCloseOptions {{ Reason = \"{new string('a', 121)}\" }});"));

    [Fact]
    public Task A_named_constant_reason_has_no_fix() => Fix<CloseNotSendableAnalyzer, CloseNotSendableFix>.CheckNotOfferedAsync(
        Bodies.InMethod("await p.CloseAsync(new WebSocketCloseOptions { Reason = Text });", $"const string Text = \"{Long}\";"));
}
