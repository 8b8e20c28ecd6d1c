using ReactiveWs.Analyzers.Usage;
using ReactiveWs.CodeFixes;

namespace ReactiveWs.Analyzers.Tests.Usage;

public class AsyncSubscriberAnalyzerTests
{
    [Theory]
    [InlineData("p.Messages.Subscribe([|async|] m => await p.SendAsync(m.Text!));")]
    [InlineData("p.Messages.Subscribe([|async|] m => { await gate; });")]
    [InlineData("p.Messages.Subscribe([|async|] delegate(WebSocketMessage m) { await gate; });")]
    [InlineData("p.Messages.Subscribe([|async|] (WebSocketMessage m) => await gate);")]
    [InlineData("p.Messages.Where(m => m.IsText).Subscribe([|async|] _ => await p.CloseAsync());")]
    [InlineData("p.Messages.Subscribe([|async|] m => await gate, [|async|] e => await gate);")]
    [InlineData("p.Messages.Subscribe([|async|] m => await gate, ct);")]
    [InlineData("Observable.Return(1).Subscribe([|async|] m => await gate);")]
    [InlineData("p.Messages.Subscribe([|async|] m => { await foreach (var x in Each()) { } }); static async IAsyncEnumerable<int> Each() { await Task.Yield(); yield return 1; }")]
    [InlineData("p.Messages.Subscribe([|async|] m => { await using var socket = new ReactiveWebSocket(); });")]
    [InlineData("using var s = p.Messages.Subscribe([|async|] m => await gate);")]
    [InlineData("ObservableExtensions.Subscribe(p.Messages, [|async|] m => await gate);")]
    [InlineData("new System.Reactive.Subjects.Subject<int>().Subscribe([|async|] m => await gate);")]
    public Task An_async_lambda_triggers(string body) => Rule<AsyncSubscriberAnalyzer>.CheckBodyAsync(body);

    [Theory]
    [InlineData("p.Messages.Subscribe(m => Console.WriteLine(m.Text));")]
    [InlineData("p.Messages.SubscribeAwait(async (m, ct) => await p.SendAsync(m.Text!, ct));")]
    [InlineData("p.Messages.Subscribe(m => Task.Run(async () => await gate));")]
    [InlineData("p.Messages.SelectMany(async m => { await gate; return m; }).Subscribe(m => Console.WriteLine(m));")]
    [InlineData("p.Messages.Select(m => Observable.FromAsync(async () => await gate)).Concat().Subscribe();")]
    [InlineData("Subscribe(async m => await gate); static void Subscribe(Func<string, Task> handler) { }")]
    [InlineData("new Bus().Subscribe(async m => await gate);", "class Bus { public void Subscribe(Func<string, Task> handler) { } }")]
    [InlineData("new Bus().Subscribe(async m => await gate);", "class Bus { public void Subscribe(Action<string> handler) { } }")]
    [InlineData("p.Messages.Subscribe(Handle);", "static async void Handle(WebSocketMessage m) { await Task.Yield(); }")]
    [InlineData("p.Messages.Subscribe(System.Reactive.Observer.Create<WebSocketMessage>(m => { }));")]
    [InlineData("p.Messages.Subscribe();")]
    [InlineData("#pragma warning disable CS1998\np.Messages.Subscribe(async m => Console.WriteLine(m.Text));")]
    [InlineData("p.Messages.Subscribe(m => { async Task Later() => await gate; _ = Later(); });")]
    [InlineData("p.Messages.Subscribe(m => { Func<Task> later = async () => await gate; });")]
    [InlineData("p.Messages.Do(m => { }).ForEachAsync(m => { });")]
    [InlineData("Action<WebSocketMessage> handle = async m => await gate; p.Messages.Subscribe(handle);")]
    public Task Anything_else_stays_silent(string body, string members = "") => Rule<AsyncSubscriberAnalyzer>.CheckBodyAsync(body, members);

    [Theory]
    [InlineData("p.Messages.Subscribe(async m => await p.SendAsync(m.Text!));", "p.Messages.SubscribeAwait(async (m, _) => await p.SendAsync(m.Text!));")]
    [InlineData("p.Messages.Subscribe(async m => { await gate; });", "p.Messages.SubscribeAwait(async (m, _) => { await gate; });")]
    [InlineData("p.Messages.Where(m => m.IsText).Subscribe(async _ => await p.CloseAsync());", "p.Messages.Where(m => m.IsText).SubscribeAwait(async (_, _) => await p.CloseAsync());")]
    [InlineData("p.Messages.Subscribe(async (m) => await gate);", "p.Messages.SubscribeAwait(async (m, _) => await gate);")]
    [InlineData("p.Messages.Subscribe(async (WebSocketMessage m) => await gate);", "p.Messages.SubscribeAwait(async (WebSocketMessage m, CancellationToken _) => await gate);")]
    [InlineData("p.Messages.Subscribe(static async m => await Task.Yield());", "p.Messages.SubscribeAwait(static async (m, _) => await Task.Yield());")]
    [InlineData("p.Messages.Subscribe(async m => { _ = m; await gate; });", "p.Messages.SubscribeAwait(async (m, ct1) => { _ = m; await gate; });")]
    [InlineData("p.Messages.Subscribe(async m => { if (m.IsText) return; await gate; });", "p.Messages.SubscribeAwait(async (m, _) => { if (m.IsText) return; await gate; });")]
    [InlineData(
        "p.Messages.Subscribe(async m => await gate); p.Closes.Subscribe(async c => await gate);",
        "p.Messages.SubscribeAwait(async (m, _) => await gate); p.Closes.SubscribeAwait(async (c, _) => await gate);")]
    [InlineData(
        "p.Messages.Subscribe(async m => { p.Closes.Subscribe(async c => await gate); await gate; });",
        "p.Messages.SubscribeAwait(async (m, _) => { p.Closes.SubscribeAwait(async (c, _) => await gate); await gate; });")]
    public Task The_fix_awaits(string before, string after) =>
        Fix<AsyncSubscriberAnalyzer, AsyncSubscriberFix>.CheckAsync(Bodies.InMethod(before), Bodies.InMethod(after.Replace("ct1", "ct", StringComparison.Ordinal)));

    [Theory]
    [InlineData("p.Messages.Subscribe(async m => await gate, e => { });")]
    [InlineData("p.Messages.Subscribe(async m => await gate, ct);")]
    [InlineData("p.Messages.Subscribe(async delegate(WebSocketMessage m) { await gate; });")]
    [InlineData("ObservableExtensions.Subscribe(p.Messages, async m => await gate);")]
    public Task Where_more_than_one_lambda_is_at_stake_no_fix_is_offered(string body) =>
        Fix<AsyncSubscriberAnalyzer, AsyncSubscriberFix>.CheckNotOfferedAsync(Bodies.InMethod(body));
}
