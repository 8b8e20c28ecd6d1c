using System.Reactive.Linq;
using ReactiveWs.Testing;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests;

/// <summary>The order and the end of a client's streams.</summary>
public class ReactiveWebSocketTests
{
    [Fact]
    public async Task Events_come_in_the_order_headers_open_messages_close()
    {
        EventLog log = null!;
        await using var rig = await ClientRig.OpenAsync(before: socket => log = EventLog.Of(socket));

        await rig.Peer.SendAsync("81 05 48 65 6C 6C 6F");
        await rig.Peer.SendAsync("82 02 01 02");
        await rig.Peer.SendAsync("88 02 03 E8");

        Assert.Equal("880203E8", await rig.Peer.NextAsync());
        rig.Peer.Vanish();
        await rig.Socket.Closed.Soon();
        Assert.Equal(["headers", "open 101", "message Hello", "end of data", "message 2 bytes", "end of data", "close 1000"], log.Events);
    }

    [Fact]
    public async Task A_lost_link_is_an_error_and_then_1006()
    {
        EventLog log = null!;
        await using var rig = await ClientRig.OpenAsync(before: socket => log = EventLog.Of(socket));

        rig.Peer.Vanish();

        var end = await rig.Socket.Closed.Soon();
        Assert.Equal(["headers", "open 101", "error 200", "close 1006"], log.Events);
        Assert.Equal((1006, false, 0), (end.Code, end.WasClean, end.Undelivered));
        Assert.NotEmpty(end.Reason);
    }

    [Fact]
    public async Task A_peers_empty_close_frame_is_1005_and_answered_with_an_empty_one()
    {
        EventLog log = null!;
        await using var rig = await ClientRig.OpenAsync(before: socket => log = EventLog.Of(socket));

        await rig.Peer.SendAsync("88 00");

        Assert.Equal("8800", await rig.Peer.NextAsync());
        rig.Peer.Vanish();
        Assert.Equal(new CloseResult(1005, "", true, 0), await rig.Socket.Closed.Soon());
        Assert.Equal("close 1005", log.Events[^1]);
    }

    [Fact]
    public async Task A_failed_handshake_gives_errors_only_and_the_call_throws_the_very_value()
    {
        await using var rig = new ClientRig();
        var log = EventLog.Of(rig.Socket);
        var errors = rig.Socket.Errors.Record();
        var states = rig.Socket.States.Record();

        var connecting = rig.BeginConnecting();
        await rig.Peer.RefuseAsync("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");

        var thrown = await ErrorOf(connecting);
        Assert.Same(thrown, Assert.Single(errors.Values));
        Assert.Equal(["error 200"], log.Events);
        Assert.Equal(["Idle", "Connecting(1)", "Closed"], states.Values.Select(state => state.ToString()));
        Assert.Equal((403, "no"), (thrown.HttpStatus, thrown.ResponseBody));
    }

    [Fact]
    public async Task After_a_failed_handshake_the_socket_can_connect()
    {
        await using var rig = new ClientRig();
        var connecting = rig.BeginConnecting();
        rig.Peer.Vanish();
        await ErrorOf(connecting);

        await rig.ConnectAsync();

        Assert.Equal(ConnectionState.Open, rig.Socket.State);
    }

    [Fact]
    public async Task The_states_are_replayed_and_the_other_streams_are_not()
    {
        await using var rig = await ClientRig.OpenAsync();

        Assert.Equal([ConnectionState.Open], rig.Socket.States.Record().Values);
        Assert.Empty(EventLog.Of(rig.Socket).Events);
    }

    [Fact]
    public async Task Every_subscriber_sees_every_event_from_its_subscription_on()
    {
        await using var rig = await ClientRig.OpenAsync();
        var first = rig.Socket.Messages.Record();
        await rig.Peer.SendTextAsync("one");
        await first.Has(1);
        var second = rig.Socket.Messages.Record();

        await rig.Peer.SendTextAsync("two");

        await first.Has(2);
        await second.Has(1);
        Assert.Equal(["one", "two"], first.Values.Select(m => m.Text));
        Assert.Equal(["two"], second.Values.Select(m => m.Text));
    }

    [Fact]
    public async Task All_streams_complete_when_the_socket_is_disposed_and_not_before()
    {
        var rig = await ClientRig.OpenAsync();
        var socket = rig.Socket;
        var ends = new List<string>();
        void Watch<T>(IObservable<T> stream, string name) => stream.Subscribe(_ => { }, () => ends.Add(name));
        Watch(socket.HeadersReceived, "HeadersReceived");
        Watch(socket.Opens, "Opens");
        Watch(socket.Messages, "Messages");
        Watch(socket.DataEnds, "DataEnds");
        Watch(socket.Pongs, "Pongs");
        Watch(socket.Closes, "Closes");
        Watch(socket.Drops, "Drops");
        Watch(socket.States, "States");
        Watch(socket.Errors, "Errors");
        rig.Peer.Vanish();
        await socket.Closed.Soon();
        Assert.Empty(ends);

        await rig.DisposeAsync();

        Assert.Equal(["HeadersReceived", "Opens", "Messages", "DataEnds", "Pongs", "Closes", "Drops", "States", "Errors"], ends);
    }

    [Fact]
    public async Task Streams_first_asked_for_after_the_disposal_complete_at_once()
    {
        var socket = new ReactiveWebSocket();
        await socket.DisposeAsync();

        Assert.True(socket.Messages.Record().HasEnded);
        Assert.True(socket.Opens.Record().HasEnded);
        Assert.True(socket.States.Record().HasEnded);
        Assert.True(socket.Errors.Record().HasEnded);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => socket.ConnectAsync(ClientRig.Address, cancellationToken: Ct));
    }

    [Fact]
    public async Task Disposing_gives_up_connecting()
    {
        await using var rig = new ClientRig();
        var log = EventLog.Of(rig.Socket);
        var connecting = rig.BeginConnecting();

        await rig.Socket.DisposeAsync().Soon();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.Soon());
        Assert.Empty(log.Events);
    }

    [Fact]
    public async Task Cancelling_gives_up_connecting_without_an_error_and_the_socket_can_connect()
    {
        await using var rig = new ClientRig();
        var log = EventLog.Of(rig.Socket);
        using var cancellation = new CancellationTokenSource();
        var connecting = rig.BeginConnectingUntil(cancellation.Token);

        await cancellation.CancelAsync();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.Soon());
        Assert.Equal(cancellation.Token, cancelled.CancellationToken);
        Assert.Empty(log.Events);
        await rig.ConnectAsync();
        Assert.Equal(["headers", "open 101"], log.Events);
    }

    [Fact]
    public async Task The_state_and_the_end_belong_to_the_current_connection()
    {
        await using var rig = new ClientRig();
        Assert.Equal(ConnectionState.Idle, rig.Socket.State);
        Assert.Equal(WebSocketErrorCode.NotConnected, (await ErrorOf(rig.Socket.Closed)).Code);
        await rig.ConnectAsync();
        var first = rig.Socket.Closed;
        rig.Peer.Vanish();
        await first.Soon();
        Assert.Equal(ConnectionState.Closed, rig.Socket.State);

        await rig.ConnectAsync();

        Assert.Equal(ConnectionState.Open, rig.Socket.State);
        Assert.NotSame(first, rig.Socket.Closed);
        Assert.False(rig.Socket.Closed.IsCompleted);
    }

    [Fact]
    public async Task What_comes_with_the_answer_is_not_lost()
    {
        await using var rig = new ClientRig();
        var log = EventLog.Of(rig.Socket);
        var connecting = rig.BeginConnecting();

        await rig.Peer.AcceptAsync(andThen: "81 02 68 69 82 01 07");

        await connecting.Soon();
        await log.WaitForAsync(6);
        Assert.Equal(["headers", "open 101", "message hi", "end of data", "message 1 bytes", "end of data"], log.Events);
    }

    [Fact]
    public async Task Nothing_is_read_before_the_subscribers_of_opens_have_returned()
    {
        var order = new List<string>();
        await using var rig = await ClientRig.OpenAsync(before: socket =>
        {
            socket.Opens.Subscribe(_ => socket.Messages.Subscribe(message => order.Add($"message {message}")));
            socket.Opens.Subscribe(_ => order.Add("second subscriber of opens"));
        });

        await rig.Peer.SendTextAsync("late");

        await Until(() => order.Count == 2);
        Assert.Equal(["second subscriber of opens", "message late"], order);
    }

    [Fact]
    public async Task A_second_connect_is_refused_and_harms_nothing()
    {
        await using var rig = await ClientRig.OpenAsync();
        var errors = rig.Socket.Errors.Record();
        var options = new WebSocketRequestOptions { OpenLink = (_, _) => throw new InvalidOperationException("not to be called") };

        var refused = await ErrorOf(rig.Socket.ConnectAsync(ClientRig.Address, options, Ct));

        Assert.Equal(WebSocketErrorCode.AlreadyConnected, refused.Code);
        Assert.Same(refused, Assert.Single(errors.Values));
        Assert.Equal(ConnectionState.Open, rig.Socket.State);
        await rig.Socket.SendAsync("still here", Ct);
        Assert.Equal("still here", await rig.Peer.NextTextAsync());
    }
}
