using ReactiveWs.Analyzers.Usage;
using ReactiveWs.CodeFixes;

namespace ReactiveWs.Analyzers.Tests.Usage;

public class SubscriptionLostAnalyzerTests
{
    [Theory]
    [InlineData("[|p.Messages.Subscribe(m => { })|];")]
    [InlineData("[|p.Messages.Where(m => m.IsText).Subscribe(m => { })|];")]
    [InlineData("[|Shared.Messages.Subscribe(m => { })|];", "static ReactiveWebSocket Shared = new();")]
    [InlineData("[|_given.Messages.Subscribe(m => { })|];", "readonly ReactiveWebSocket _given; Owner(ReactiveWebSocket given) => _given = given;")]
    public Task A_subscription_to_what_lives_on_triggers(string body, string members = "") => Rule<SubscriptionLostAnalyzer>.CheckBodyAsync(body, members);

    [Theory]
    [InlineData("var c = new ReactiveWebSocket(); c.Messages.Subscribe(m => { });")]
    [InlineData("using var s = p.Messages.Subscribe(m => { });")]
    [InlineData("_ = p.Messages.Subscribe(m => { });")]
    [InlineData("_field.Messages.Subscribe(m => { });")]
    [InlineData("p.Messages.Subscribe(m => { }, ct); ", "static void Unused() { }")]
    [InlineData("var all = new System.Reactive.Disposables.CompositeDisposable(); all.Add(p.Messages.Subscribe(m => { }));")]
    [InlineData("new ReactiveWebSocketServer().Connects.Subscribe(c => c.Messages.Subscribe(m => { }));")]
    [InlineData("Observable.Return(1).Subscribe();")]
    [InlineData("return; IDisposable L() => p.Messages.Subscribe(m => { }); L().Dispose();")]
    public Task A_subscription_that_ends_or_is_kept_stays_silent(string body, string members = "") => Rule<SubscriptionLostAnalyzer>.CheckBodyAsync(body, members);

    [Fact]
    public Task A_program_lives_as_long_as_its_sockets_and_stays_silent() => Rule<SubscriptionLostAnalyzer>.CheckAsync("""
        await using var socket = new ReactiveWebSocket();
        socket.Messages.Subscribe(m => Console.WriteLine(m.Text));
        await socket.ConnectAsync("ws://localhost");
        """);

    [Fact]
    public Task The_fix_keeps_it() => Fix<SubscriptionLostAnalyzer, SubscriptionLostFix>.CheckAsync(
        Bodies.InMethod("p.Messages.Subscribe(m => { });", "readonly System.Reactive.Disposables.CompositeDisposable _kept = new();"),
        Bodies.InMethod("_kept.Add(p.Messages.Subscribe(m => { }));", "readonly System.Reactive.Disposables.CompositeDisposable _kept = new();"));

    [Fact]
    public Task Without_a_place_to_keep_it_no_fix_is_offered() =>
        Fix<SubscriptionLostAnalyzer, SubscriptionLostFix>.CheckNotOfferedAsync(Bodies.InMethod("p.Messages.Subscribe(m => { });"));
}
