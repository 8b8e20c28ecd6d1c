using ReactiveWs.Analyzers.Usage;
using ReactiveWs.CodeFixes;

namespace ReactiveWs.Analyzers.Tests.Usage;

public class TaskNotObservedAnalyzerTests
{
    [Theory]
    [InlineData("[|p.SendAsync(\"x\")|];")]
    [InlineData("[|p.ConnectAsync(u)|];")]
    [InlineData("p?[|.SendAsync(\"x\")|];")]
    [InlineData("[|p.SendAsync(\"x\")|].ConfigureAwait(false);")]
    [InlineData("p.Messages.Subscribe(m => [|p.SendAsync(m.Text!)|]);")]
    [InlineData("p.Messages.Subscribe(m => { [|p.SendAsync(m.Text!)|]; });")]
    [InlineData("new ReactiveWebSocketServer().Connects.Subscribe(c => [|c.SendAsync(\"x\")|]);")]
    [InlineData("[|new ReactiveWebSocketServer().StartAsync()|];")]
    [InlineData("void L() { [|p.SendAsync(\"x\")|]; } L();")]
    [InlineData("_ = Task.Run(() => { [|p.SendAsync(\"x\")|]; });")]
    public Task A_task_that_nothing_awaits_triggers(string body) => Rule<TaskNotObservedAnalyzer>.CheckBodyAsync("#pragma warning disable CS4014\n" + body);

    [Theory]
    [InlineData("await p.SendAsync(\"x\");")]
    [InlineData("_ = p.SendAsync(\"x\");")]
    [InlineData("var t = p.SendAsync(\"x\"); await t;")]
    [InlineData("await Task.WhenAll(p.ConnectAsync(u), p.SendAsync(\"x\").AsTask());")]
    [InlineData("p.SendAsync(\"x\").AsTask().Wait();")]
    [InlineData("p.SendAsync(\"x\").GetAwaiter().GetResult();")]
    [InlineData("p.ConnectAsync(u).ContinueWith(t => Console.WriteLine(t.Exception), TaskScheduler.Default);")]
    [InlineData("Func<Task> f = () => p.ConnectAsync(u); await f();")]
    [InlineData("p.Messages.SubscribeAwait(async (m, ct) => await p.SendAsync(m.Text!, ct));")]
    [InlineData("p.Messages.SelectMany(m => p.SendAsync(m.Text!).AsTask()).Subscribe();")]
    [InlineData("p.CloseAsync();")]
    [InlineData("p.DisposeAsync();")]
    [InlineData("Throws(() => { p.ConnectAsync(\"nonsense\"); }); static void Throws(Action action) { }")]
    [InlineData("Verify(s => s.ConnectAsync(u, null, default)); static void Verify(System.Linq.Expressions.Expression<Action<ReactiveWebSocket>> call) { }")]
    [InlineData("await Task.Run(() => p.ConnectAsync(u));")]
    public Task A_task_that_is_kept_or_meant_to_go_stays_silent(string body) => Rule<TaskNotObservedAnalyzer>.CheckBodyAsync("#pragma warning disable CS4014\n" + body);

    [Theory]
    [InlineData("p.SendAsync(\"x\"); p.ConnectAsync(u);", "await p.SendAsync(\"x\"); await p.ConnectAsync(u);")]
    [InlineData("if (b) p.SendAsync(\"x\");", "if (b) await p.SendAsync(\"x\");")]
    [InlineData("p.SendAsync(\"x\").ConfigureAwait(false);", "await p.SendAsync(\"x\").ConfigureAwait(false);")]
    [InlineData("p.Messages.Subscribe(m => p.SendAsync(m.Text!));", "p.Messages.SubscribeAwait(async (m, _) => await p.SendAsync(m.Text!));")]
    public Task The_fix_awaits(string before, string after) => Fix<TaskNotObservedAnalyzer, TaskNotObservedFix>.CheckAsync(Bodies.InMethod(before), Bodies.InMethod(after));

    [Theory]
    [InlineData("void L() { p.SendAsync(\"x\"); } L();")]
    [InlineData("lock (p) { p.SendAsync(\"x\"); }")]
    [InlineData("p?.SendAsync(\"x\");")]
    [InlineData("p.Messages.Subscribe(m => { p.SendAsync(m.Text!); });")]
    public Task Where_nothing_may_await_no_fix_is_offered(string body) => Fix<TaskNotObservedAnalyzer, TaskNotObservedFix>.CheckNotOfferedAsync(Bodies.InMethod(body));
}
