using System.Reactive.Linq;
using ReactiveWs.Testing;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests;

/// <summary>A socket outlives its connections: connecting again is a second call.</summary>
public class ReactiveWebSocketReconnectTests
{
    [Fact]
    public async Task A_closed_socket_connects_again_and_its_subscriptions_survive()
    {
        EventLog log = null!;
        await using var rig = await ClientRig.OpenAsync(before: socket => log = EventLog.Of(socket));
        await CloseByPeerAsync(rig);

        await rig.ConnectAsync();
        await rig.Peer.SendTextAsync("again");

        await log.WaitForAsync(7);
        Assert.Equal(["headers", "open 101", "close 1000", "headers", "open 101", "message again", "end of data"], log.Events);
    }

    [Fact]
    public async Task A_subscriber_of_closes_may_connect_again()
    {
        await using var rig = new ClientRig();
        Task? again = null;
        rig.Socket.Closes.Take(1).Subscribe(_ => again = rig.BeginConnecting());
        var log = EventLog.Of(rig.Socket);
        await rig.ConnectAsync();
        var end = rig.Socket.Closed;

        await CloseByPeerAsync(rig);
        await end.Soon();
        await rig.Peer.AcceptAsync();
        await again!.Soon();

        await rig.Peer.SendTextAsync("again");
        await log.WaitForAsync(7);
        Assert.Equal(["headers", "open 101", "close 1000", "headers", "open 101", "message again", "end of data"], log.Events);
        Assert.Equal(0, log.Overlaps);
    }

    [Fact]
    public async Task A_handler_of_closes_may_connect_again()
    {
        await using var rig = new ClientRig();
        var again = new TaskCompletionSource();
        rig.Socket.Closes.Take(1).SubscribeAwait(async (_, _) =>
        {
            var connecting = rig.BeginConnecting();
            await rig.Peer.AcceptAsync();
            await connecting;
            again.SetResult();
        });
        var log = EventLog.Of(rig.Socket);
        await rig.ConnectAsync();

        await CloseByPeerAsync(rig);
        await again.Task.Soon();

        await rig.Socket.SendAsync("again", Ct);
        Assert.Equal("again", await rig.Peer.NextTextAsync());
        Assert.Equal(["headers", "open 101", "close 1000", "headers", "open 101"], log.Events);
    }

    [Fact]
    public async Task The_states_tell_each_attempt()
    {
        await using var rig = new ClientRig();
        var states = rig.Socket.States.Record();
        await rig.ConnectAsync();
        await CloseByPeerAsync(rig);
        var refused = rig.BeginConnecting();
        await rig.Peer.RefuseAsync("HTTP/1.1 503 Full\r\nContent-Length: 0\r\n\r\n");
        await ErrorOf(refused);
        await rig.ConnectAsync();

        Assert.Equal(
            ["Idle", "Connecting(1)", "Open", "Closing", "Closed", "Connecting(1)", "Closed", "Connecting(1)", "Open"],
            states.Values.Select(state => state.ToString()));
    }

    [Fact]
    public async Task Nothing_that_was_queued_for_one_connection_is_sent_on_the_next()
    {
        FaultyLink? link = null;
        await using var rig = new ClientRig { Wrap = stream => link = new FaultyLink(stream) };
        await rig.ConnectAsync();
        link!.Stall();
        await rig.Socket.SendAsync("may have got through", Ct);
        await rig.Socket.SendAsync("stale", Ct);
        await rig.Socket.SendAsync("stale too", Ct);
        link.Cut();
        var end = await rig.Socket.Closed.Soon();

        await rig.ConnectAsync();
        await rig.Socket.SendAsync("fresh", Ct);

        Assert.Equal("fresh", await rig.Peer.NextTextAsync());
        Assert.Equal((1006, 2), (end.Code, end.Undelivered));
    }

    static async Task CloseByPeerAsync(ClientRig rig)
    {
        var (peer, end) = (rig.Peer, rig.Socket.Closed);
        await peer.SendAsync("88 02 03 E8");
        Assert.Equal("880203E8", await peer.NextAsync());
        peer.Vanish();
        await end.Soon();
    }
}
