using ReactiveWs.Analyzers.Usage;
using ReactiveWs.CodeFixes;

namespace ReactiveWs.Analyzers.Tests.Usage;

public class SubscribedAfterConnectAnalyzerTests
{
    [Theory]
    [InlineData("var c = new ReactiveWebSocket(); await c.ConnectAsync(u); [|c.Messages.Subscribe(m => { })|];")]
    [InlineData("await using var c = new ReactiveWebSocket(); await c.ConnectAsync(u); await c.SendAsync(\"x\"); using var s = [|c.Messages.Where(m => m.IsText).Subscribe(m => { })|];")]
    [InlineData("var c = new ReactiveWebSocket(); await c.ConnectAsync(u); [|c.Opens.Subscribe(m => { })|];")]
    public Task A_first_subscription_after_the_connect_triggers(string body) => Rule<SubscribedAfterConnectAnalyzer>.CheckBodyAsync(body);

    [Theory]
    [InlineData("var c = new ReactiveWebSocket(); c.Messages.Subscribe(m => { }); await c.ConnectAsync(u);")]
    [InlineData("var c = new ReactiveWebSocket(); c.Messages.Subscribe(m => { }); await c.ConnectAsync(u); c.Messages.Subscribe(m => { });")]
    [InlineData("var c = new ReactiveWebSocket(); Take(c); await c.ConnectAsync(u); c.Messages.Subscribe(m => { });")]
    [InlineData("var c = new ReactiveWebSocket(); var first = c.Messages.FirstAsync(); await c.ConnectAsync(u); c.Messages.Subscribe(m => { });")]
    [InlineData("var c = new ReactiveWebSocket(); await c.ConnectAsync(u); c.States.Subscribe(m => { });")]
    [InlineData("var c = new ReactiveWebSocket(); if (b) await c.ConnectAsync(u); c.Messages.Subscribe(m => { });")]
    [InlineData("var c = Make(); await c.ConnectAsync(u); c.Messages.Subscribe(m => { });")]
    [InlineData("await p.ConnectAsync(u); p.Messages.Subscribe(m => { });")]
    [InlineData("var c = new ReactiveWebSocket(); await c.ConnectAsync(u); Action later = () => c.Messages.Subscribe(m => { });")]
    public Task Anything_else_stays_silent(string body) => Rule<SubscribedAfterConnectAnalyzer>.CheckBodyAsync(body);

    [Fact]
    public Task The_fix_moves_it_above() => Fix<SubscribedAfterConnectAnalyzer, SubscribedAfterConnectFix>.CheckAsync(
        Bodies.InMethod("""
        var c = new ReactiveWebSocket();
                await c.ConnectAsync(u);
                using var s = c.Messages.Subscribe(m => { });
                await c.SendAsync("x");
        """),
        Bodies.InMethod("""
        var c = new ReactiveWebSocket();
                using var s = c.Messages.Subscribe(m => { });
                await c.ConnectAsync(u);
                await c.SendAsync("x");
        """));

    [Fact]
    public Task A_subscription_that_needs_what_the_connect_gave_has_no_fix() => Fix<SubscribedAfterConnectAnalyzer, SubscribedAfterConnectFix>.CheckNotOfferedAsync(
        Bodies.InMethod("var c = new ReactiveWebSocket(); await c.ConnectAsync(u); var protocol = c.Protocol; c.Messages.Subscribe(m => Console.WriteLine(protocol));"));
}
