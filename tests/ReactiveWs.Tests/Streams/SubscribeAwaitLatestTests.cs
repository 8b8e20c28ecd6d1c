using System.Reactive.Linq;
using ReactiveWs.Testing;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests.Streams;

public class SubscribeAwaitLatestTests
{
    [Fact]
    public async Task While_the_handler_is_busy_only_the_latest_of_each_key_waits()
    {
        await using var rig = await ClientRig.OpenAsync();
        var (atWork, free, handled, drops) = (Open(), Open(), new Recorder<string>(), rig.Socket.Drops.Record());
        rig.Socket.Messages.SubscribeAwaitLatest(m => m.Text![0], async (m, _) =>
        {
            atWork.TrySetResult();
            await free.Task;
            handled.OnNext(m.Text!);
        });
        await rig.Peer.SendTextAsync("busy");
        await atWork.Task.Soon();
        foreach (var text in (string[])["a1", "b1", "a2", "a3"]) await rig.Peer.SendTextAsync(text);
        await drops.Has(2);

        free.SetResult();

        Assert.Equal(["busy", "a3", "b1"], await handled.Has(3));
        Assert.Equal(["a1", "a2"], drops.Values.Select(drop => ((WebSocketMessage)drop.Message!).Text));
        Assert.All(drops.Values, drop => Assert.Equal((DropReason.Conflated, "text"), (drop.Reason, drop.MessageType)));
    }

    [Fact]
    public async Task More_keys_than_the_capacity_drop_the_oldest()
    {
        await using var rig = await ClientRig.OpenAsync();
        var (atWork, free, handled, drops) = (Open(), Open(), new Recorder<string>(), rig.Socket.Drops.Record());
        rig.Socket.Messages.SubscribeAwaitLatest(m => m.Text!, async (m, _) =>
        {
            atWork.TrySetResult();
            await free.Task;
            handled.OnNext(m.Text!);
        }, capacity: 2);
        await rig.Peer.SendTextAsync("busy");
        await atWork.Task.Soon();
        foreach (var text in (string[])["a", "b", "c"]) await rig.Peer.SendTextAsync(text);
        await drops.Has(1);

        free.SetResult();

        Assert.Equal(["busy", "b", "c"], await handled.Has(3));
        var lost = Assert.Single(drops.Values);
        Assert.Equal((DropReason.QueueFull, "a"), (lost.Reason, ((WebSocketMessage)lost.Message!).Text));
    }

    [Fact]
    public async Task A_handler_that_throws_is_reported_and_goes_on()
    {
        await using var rig = await ClientRig.OpenAsync();
        var (handled, errors) = (new Recorder<string>(), rig.Socket.Errors.Record());
        rig.Socket.Messages.SubscribeAwaitLatest(m => m.Text!, (m, _) =>
        {
            handled.OnNext(m.Text!);
            return m.Text == "bad" ? throw new InvalidOperationException("mine") : default;
        });
        await rig.Peer.SendTextAsync("bad");
        await errors.Has(1);
        await rig.Peer.SendTextAsync("good");
        Assert.Equal(["bad", "good"], await handled.Has(2));
        Assert.Equal(WebSocketErrorCode.SubscriberFailed, errors.Values[0].Code);
    }

    [Fact]
    public void A_capacity_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Observable.Never<int>().SubscribeAwaitLatest(n => n, (_, _) => default, capacity: 0));

    static TaskCompletionSource Open() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
