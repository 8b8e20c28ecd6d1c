using ReactiveWs.Analyzers.Usage;

namespace ReactiveWs.Analyzers.Tests.Usage;

public class BlockingSubscriberAnalyzerTests
{
    [Theory]
    [InlineData("p.Messages.Subscribe(m => { var r = [|p.SendAsync(m.Text!).AsTask().Result|]; });")]
    [InlineData("p.Messages.Subscribe(m => [|p.SendAsync(m.Text!).AsTask().Wait()|]);")]
    [InlineData("p.Messages.Subscribe(m => { var r = [|p.SendAsync(m.Text!).Result|]; });")]
    [InlineData("p.Messages.Subscribe(m => [|p.SendAsync(m.Text!).GetAwaiter().GetResult()|]);")]
    [InlineData("p.Messages.Subscribe(m => [|p.SendAsync(m.Text!).ConfigureAwait(false).GetAwaiter().GetResult()|]);")]
    [InlineData("p.Messages.Subscribe(m => [|Thread.Sleep(100)|]);")]
    [InlineData("p.Messages.Where(m => m.IsText).Select(m => m.Text).Subscribe(t => { if (b) [|Thread.Sleep(TimeSpan.FromSeconds(1))|]; });")]
    [InlineData("new ReactiveWebSocketServer().MessageReceived.Subscribe(m => [|Task.WaitAll(gate)|]);")]
    [InlineData("p.Closes.Subscribe(c => [|p.ConnectAsync(u).Wait()|]);")]
    public Task A_blocking_call_triggers(string body) => Rule<BlockingSubscriberAnalyzer>.CheckBodyAsync(body);

    [Theory]
    [InlineData("p.Messages.ObserveOn(System.Reactive.Concurrency.TaskPoolScheduler.Default).Subscribe(m => Thread.Sleep(100));")]
    [InlineData("p.Messages.Delay(TimeSpan.FromSeconds(1)).Subscribe(m => Thread.Sleep(100));")]
    [InlineData("p.Messages.Buffer(TimeSpan.FromSeconds(1)).Subscribe(m => gate.Wait());")]
    [InlineData("p.Messages.SubscribeAwait(async (m, ct) => await gate);")]
    [InlineData("p.Messages.Subscribe(m => Task.Run(() => Thread.Sleep(100)));")]
    [InlineData("p.Messages.Subscribe(m => { void Later() => gate.Wait(); _ = Task.Run(Later); });")]
    [InlineData("p.Messages.Subscribe(m => Thread.Sleep(0));")]
    [InlineData("p.Messages.Subscribe(m => { var t = p.SendAsync(m.Text!); if (t.IsCompleted) Console.WriteLine(t.Result); });")]
    [InlineData("Observable.Interval(TimeSpan.FromSeconds(1)).Subscribe(m => gate.Wait());")]
    [InlineData("p.Messages.Subscribe(m => Console.WriteLine(new Outcome().Result));", "class Outcome { public int Result => 1; }")]
    [InlineData("gate.Wait(); Thread.Sleep(1);")]
    [InlineData("Relay(p.Messages).Subscribe(m => gate.Wait());", "static IObservable<T> Relay<T>(IObservable<T> source) => source;")]
    public Task What_does_not_hold_the_loop_stays_silent(string body, string members = "") => Rule<BlockingSubscriberAnalyzer>.CheckBodyAsync(body, members);
}
