using System.Reactive.Linq;
using ReactiveWs.Testing;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests.Streams;

/// <summary>What a subscriber or a handler may call on the connection whose event it has.</summary>
public class InsideHandlerTests
{
    [Fact]
    public async Task Close_in_a_handler_does_not_wait_for_itself()
    {
        var returned = new TaskCompletionSource();
        await using var rig = await ClientRig.OpenAsync(before: socket => socket.Messages.Where(m => m.Text == "bye").SubscribeAwait(async (_, ct) =>
        {
            await socket.CloseAsync(ct);
            returned.SetResult();
        }));
        await rig.Peer.SendTextAsync("bye");
        Assert.Equal("880203E8", await rig.Peer.NextAsync());
        await returned.Task.Soon();
        await rig.Peer.SendAsync("88 02 03 E8");
        rig.Peer.Vanish();
        Assert.True((await rig.Socket.Closed.Soon()).WasClean);
    }

    [Fact]
    public async Task Close_in_a_subscriber_does_not_wait_and_later_messages_of_the_same_read_are_still_delivered()
    {
        Task? closing = null;
        var completed = false;
        await using var rig = await ServerRig.OpenAsync();
        var messages = rig.Connection.Messages.Record();
        rig.Connection.Messages.Take(1).Subscribe(_ => completed = (closing = rig.Connection.CloseAsync(Ct)).IsCompletedSuccessfully);
        await rig.Peer.SendRawAsync("81 81 00000000 61 81 81 00000000 62");
        Assert.Equal("880203E8", await rig.Peer.NextAsync());
        Assert.True(completed);
        Assert.Equal(["a", "b"], (await messages.Has(2)).Select(m => m.Text));
    }

    [Fact]
    public async Task Dispose_in_a_subscriber_does_not_wait_and_the_streams_complete_after_the_end()
    {
        var disposed = false;
        await using var rig = await ClientRig.OpenAsync();
        var closes = rig.Socket.Closes.Record();
        rig.Socket.Messages.Subscribe(_ => disposed = rig.Socket.DisposeAsync().AsTask().IsCompletedSuccessfully);
        await rig.Peer.SendTextAsync("go");
        Assert.Equal("880203E8", await rig.Peer.NextAsync());
        Assert.True(disposed);
        Assert.False(closes.HasEnded);
        await rig.Peer.SendAsync("88 02 03 E8");
        rig.Peer.Vanish();
        await closes.WaitForEndAsync(Ct).Soon();
        Assert.Equal(1000, Assert.Single(closes.Values).Code);
    }

    [Fact]
    public async Task Dispose_in_a_handler_does_not_wait_for_itself()
    {
        var returned = new TaskCompletionSource();
        await using var rig = await ClientRig.OpenAsync(before: socket => socket.Messages.SubscribeAwait(async (_, _) =>
        {
            await socket.DisposeAsync();
            returned.SetResult();
        }));
        await rig.Peer.SendTextAsync("go");
        Assert.Equal("880203E8", await rig.Peer.NextAsync());
        await returned.Task.Soon();
        await rig.Peer.SendAsync("88 02 03 E8");
        rig.Peer.Vanish();
        Assert.True((await rig.Socket.Closed.Soon()).WasClean);
    }

    [Fact]
    public async Task Dispose_in_a_subscriber_of_closes_completes_the_streams()
    {
        await using var rig = await ClientRig.OpenAsync();
        var messages = rig.Socket.Messages.Record();
        rig.Socket.Closes.SubscribeAwait(async (_, _) => await rig.Socket.DisposeAsync());
        rig.Peer.Vanish();
        await messages.WaitForEndAsync(Ct).Soon();
    }

    [Fact]
    public async Task Dispose_of_the_server_in_a_handler_ends_it()
    {
        await using var rig = await ServerRig.OpenAsync(before: server => server.MessageReceived.SubscribeAwait(async (_, _) => await server.DisposeAsync()));
        var closes = rig.Server.Closes.Record();
        await rig.Peer.SendTextAsync("stop");
        var close = await rig.Peer.NextAsync();
        Assert.StartsWith("881803E9", close, StringComparison.Ordinal);
        await rig.Peer.SendAsync("88 02 03 E9");
        rig.Peer.Vanish();
        await closes.WaitForEndAsync(Ct).Soon();
        Assert.Equal(1001, Assert.Single(closes.Values).Code);
    }

    [Fact]
    public async Task A_handler_may_ask_and_wait_for_the_answer()
    {
        var answered = new TaskCompletionSource<string?>();
        await using var rig = await ClientRig.OpenAsync(before: socket => socket.Messages.Where(m => m.Text == "ask").SubscribeAwait(async (_, ct) =>
        {
            var answer = socket.Messages.Where(m => m.Text!.StartsWith("re:", StringComparison.Ordinal)).ReadAllAsync(capacity: 1);
            await socket.SendAsync("question", ct);
            await foreach (var message in answer.WithCancellation(ct))
            {
                answered.SetResult(message.Text);
                return;
            }
        }));
        await rig.Peer.SendTextAsync("ask");
        Assert.Equal("question", await rig.Peer.NextTextAsync());
        await rig.Peer.SendTextAsync("re: answer");
        Assert.Equal("re: answer", await answered.Task.Soon());
    }

    [Fact]
    public async Task A_handler_of_opens_that_waits_for_a_message_is_not_waited_for_longer_than_ConnectTimeout()
    {
        var got = new TaskCompletionSource<string?>();
        await using var rig = new ClientRig();
        var listening = new TaskCompletionSource();
        rig.Socket.Opens.SubscribeAwait(async (_, ct) =>
        {
            var messages = rig.Socket.Messages.ReadAllAsync();
            listening.SetResult();
            got.SetResult((await messages.FirstAsync(ct)).Text);
        });
        var connecting = rig.BeginConnecting();
        await rig.Peer.AcceptAsync(andThen: "81 02 68 69");
        await listening.Task.Soon();
        while (!connecting.IsCompleted)
        {
            rig.Time.Advance(TimeSpan.FromSeconds(20));       // the timer of the hold, whenever it is armed
            await Task.Yield();
        }
        await connecting.Soon();
        Assert.Equal("hi", await got.Task.Soon());
    }

    [Fact]
    public async Task Events_come_one_at_a_time_whoever_causes_them()
    {
        for (var round = 0; round < 20; round++)
        {
            EventLog log = null!;
            await using var rig = await ClientRig.OpenAsync(before: socket =>
            {
                log = EventLog.Of(socket);
                log.Listen(socket.States, state => $"state {state}");
                socket.Messages.SubscribeAwait((_, _) => throw new InvalidOperationException());
            });
            var talking = Task.Run(async () =>
            {
                for (var i = 0; i < 30; i++) await rig.Peer.SendTextAsync("m");
            }, Ct);
            var closing = Task.Run(() => rig.Socket.CloseAsync(Ct), Ct);
            Assert.Equal("880203E8", await rig.Peer.NextAsync());
            await talking.Soon();
            await rig.Peer.SendAsync("88 02 03 E8");
            rig.Peer.Vanish();
            await closing.Soon();
            Assert.Equal(0, log.Overlaps);
            Assert.Single(log.Events, "close 1000");
            Assert.True(log.Events.ToList().IndexOf("state Closing") < log.Events.ToList().IndexOf("state Closed"));
        }
    }
}
