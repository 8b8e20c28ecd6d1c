using System.Reactive.Linq;
using ReactiveWs.Testing;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests.Streams;

public class SelectAwaitTests
{
    [Fact]
    public async Task Results_come_in_the_order_of_the_events()
    {
        var first = new TaskCompletionSource();
        Recorder<string> results = null!;
        await using var rig = await ClientRig.OpenAsync(before: socket => results = socket.Messages.SelectAwait(async (message, _) =>
        {
            if (message.Text == "a") await first.Task;
            return message.Text!.ToUpperInvariant();
        }).Record());
        foreach (var text in (string[])["a", "b", "c"]) await rig.Peer.SendTextAsync(text);
        Assert.Empty(results.Values);

        first.SetResult();

        Assert.Equal(["A", "B", "C"], await results.Has(3));
    }

    [Fact]
    public async Task A_selector_that_throws_ends_its_result_and_nothing_else()
    {
        Recorder<int> results = null!;
        await using var rig = await ClientRig.OpenAsync(before: socket =>
            results = socket.Messages.SelectAwait((message, _) => ValueTask.FromResult(int.Parse(message.Text!, null))).Record());
        var messages = rig.Socket.Messages.Record();
        await rig.Peer.SendTextAsync("1");
        await rig.Peer.SendTextAsync("one");
        await results.WaitForEndAsync(Ct).Soon();
        await rig.Peer.SendTextAsync("2");
        await messages.Has(3);
        Assert.Equal([1], results.Values);
        Assert.IsType<FormatException>(results.Error);
        Assert.Equal(ConnectionState.Open, rig.Socket.State);
    }

    [Fact]
    public async Task The_result_completes_after_all_results_when_the_stream_completes()
    {
        await using var rig = await ServerRig.OpenAsync();
        var gate = new TaskCompletionSource();
        var results = rig.Connection.Messages.SelectAwait(async (message, _) =>
        {
            await gate.Task;
            return message.Text!;
        }).Record();
        await rig.Peer.SendTextAsync("a");
        await rig.Peer.SendTextAsync("b");
        await rig.Peer.SendAsync("88 00");
        await rig.Connection.Closed.Soon();
        Assert.False(results.HasEnded);

        gate.SetResult();

        await results.WaitForEndAsync(Ct).Soon();
        Assert.Equal(["a", "b"], results.Values);
        Assert.Null(results.Error);
    }

    [Fact]
    public async Task Disposing_cancels_the_selector()
    {
        var cancelled = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        await using var rig = await ClientRig.OpenAsync();
        var subscription = rig.Socket.Messages.SelectAwait(async (_, ct) =>
        {
            await using var registered = ct.Register(cancelled.SetResult);
            begun.SetResult();
            await cancelled.Task;
            return 0;
        }).Subscribe();
        await rig.Peer.SendTextAsync("a");
        await begun.Task.Soon();
        subscription.Dispose();
        await cancelled.Task.Soon();
    }

    [Fact]
    public async Task An_observer_that_throws_is_told_and_keeps_receiving()
    {
        var seen = new Recorder<string>();
        await using var rig = await ClientRig.OpenAsync(before: socket =>
            socket.Messages.SelectAwait((message, _) => ValueTask.FromResult(message.Text!)).SubscribeSafe(new Thrower(seen)));
        var errors = rig.Socket.Errors.Record();
        await rig.Peer.SendTextAsync("a");
        Assert.Equal(WebSocketErrorCode.SubscriberFailed, (await errors.Has(1))[0].Code);
    }

    sealed class Thrower(Recorder<string> seen) : IObserver<string>
    {
        public void OnNext(string value)
        {
            seen.OnNext(value);
            throw new InvalidOperationException("observer");
        }

        public void OnError(Exception error) => seen.OnError(error);

        public void OnCompleted() => seen.OnCompleted();
    }
}
