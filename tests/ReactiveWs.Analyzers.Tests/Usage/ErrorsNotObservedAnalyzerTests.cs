using ReactiveWs.Analyzers.Usage;
using ReactiveWs.CodeFixes;

namespace ReactiveWs.Analyzers.Tests.Usage;

public class ErrorsNotObservedAnalyzerTests
{
    [Theory]
    [InlineData("var [|c|] = new ReactiveWebSocket(); await c.ConnectAsync(u);")]
    [InlineData("await using var [|c|] = new ReactiveWebSocket(); c.Messages.Subscribe(m => { }); await c.ConnectAsync(u); await c.SendAsync(\"x\");")]
    [InlineData("await new Holder().RunAsync(u);", "class Holder { readonly ReactiveWebSocket [|_socket|] = new(); public Task RunAsync(string u) => _socket.ConnectAsync(u); }")]
    public Task A_socket_whose_errors_nobody_sees_triggers(string body, string members = "") => Rule<ErrorsNotObservedAnalyzer>.CheckBodyAsync(body, members);

    [Theory]
    [InlineData("var c = new ReactiveWebSocket(); c.Errors.Subscribe(e => { }); await c.ConnectAsync(u);")]
    [InlineData("var c = new ReactiveWebSocket(); await c.ConnectAsync(u); using var s = c.Errors.Merge(p.Errors).Subscribe();")]
    [InlineData("var c = new ReactiveWebSocket(); Take(c); await c.ConnectAsync(u);")]
    [InlineData("var c = new ReactiveWebSocket(); _field = c; await c.ConnectAsync(u);")]
    [InlineData("var c = new ReactiveWebSocket(); c.Messages.Subscribe(m => { });")]
    [InlineData("var c = Make(); await c.ConnectAsync(u);")]
    [InlineData("await p.ConnectAsync(u);")]
    [InlineData("await new Holder().RunAsync(u);", "class Holder { readonly ReactiveWebSocket _socket = new(); public Task RunAsync(string u) { _socket.Errors.Subscribe(e => { }); return _socket.ConnectAsync(u); } }")]
    [InlineData("await new Holder().RunAsync(u);", "class Holder { readonly ReactiveWebSocket _socket = new(); public Task RunAsync(string u) { Take(_socket); return _socket.ConnectAsync(u); } }")]
    [InlineData("await new Holder().Socket.ConnectAsync(u);", "class Holder { public readonly ReactiveWebSocket Socket = new(); }")]
    public Task A_socket_that_is_watched_or_leaves_stays_silent(string body, string members = "") => Rule<ErrorsNotObservedAnalyzer>.CheckBodyAsync(body, members);

    [Fact]
    public Task The_fix_subscribes() => Fix<ErrorsNotObservedAnalyzer, ErrorsNotObservedFix>.CheckAsync(
        Bodies.InMethod("""
        var c = new ReactiveWebSocket();
                await c.ConnectAsync(u);
        """),
        Bodies.InMethod("""
        var c = new ReactiveWebSocket();
                c.Errors.Subscribe(error => System.Console.Error.WriteLine(error));
                await c.ConnectAsync(u);
        """));

    [Fact]
    public Task A_field_has_no_fix() => Fix<ErrorsNotObservedAnalyzer, ErrorsNotObservedFix>.CheckNotOfferedAsync(
        "class Holder { readonly ReactiveWebSocket _socket = new(); public Task RunAsync(string u) => _socket.ConnectAsync(u); }");
}
