using ReactiveWs.Analyzers.Usage;
using ReactiveWs.CodeFixes;

namespace ReactiveWs.Analyzers.Tests.Usage;

public class SendBeforeOpenFixTests
{
    [Theory]
    [InlineData("_ = c.ConnectAsync(u);", "await c.ConnectAsync(u);")]
    [InlineData("c.ConnectAsync(u);", "await c.ConnectAsync(u);")]
    public Task The_fix_awaits_the_connect(string before, string after) => CheckAsync(before + "\n        await c.SendAsync(\"x\");", after + "\n        await c.SendAsync(\"x\");");

    [Fact]
    public Task The_fix_inserts_the_connect() => CheckAsync("await c.SendAsync(\"x\");", "await c.ConnectAsync(\"wss://example.org\");\n        await c.SendAsync(\"x\");");

    [Fact]
    public Task The_fix_inserts_one_connect_for_several_sends_of_a_program() => Fix<LifecycleAnalyzer, SendBeforeOpenFix>.CheckAsync(
        """
        var c = new ReactiveWebSocket();
        await c.SendAsync("x");
        """,
        """
        var c = new ReactiveWebSocket();
        await c.ConnectAsync("wss://example.org");
        await c.SendAsync("x");
        """);

    [Theory]
    [InlineData("foreach (var x in u) { await c.SendAsync(\"x\"); }")]
    [InlineData("if (b) await c.SendAsync(\"x\");")]
    [InlineData("var t = c.ConnectAsync(u); await c.SendAsync(\"x\");")]
    public Task Where_it_would_not_be_right_no_fix_is_offered(string body) =>
        Fix<LifecycleAnalyzer, SendBeforeOpenFix>.CheckNotOfferedAsync(Bodies.InMethod("var c = new ReactiveWebSocket(); " + body));

    private static Task CheckAsync(string before, string after) => Fix<LifecycleAnalyzer, SendBeforeOpenFix>.CheckAsync(
        Bodies.InMethod("#pragma warning disable CS4014\n        var c = new ReactiveWebSocket();\n        " + before),
        Bodies.InMethod("#pragma warning disable CS4014\n        var c = new ReactiveWebSocket();\n        " + after));
}
