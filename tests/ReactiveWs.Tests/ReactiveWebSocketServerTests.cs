using System.Reactive.Linq;
using ReactiveWs.Testing;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests;

/// <summary>A server's own streams and calls.</summary>
public class ReactiveWebSocketServerTests
{
    [Fact]
    public async Task Events_come_in_the_order_connect_message_close()
    {
        EventLog log = null!;
        await using var rig = await ServerRig.OpenAsync(before: server => log = EventLog.Of(server));
        await rig.Peer.SendTextAsync("Hello");
        await rig.Peer.SendAsync("88 02 03 E8");
        Assert.Equal("880203E8", await rig.Peer.NextAsync());
        await rig.Connection.Closed.Soon();
        Assert.Equal(["connect", "message Hello", "close 1000"], log.Events);
    }

    [Fact]
    public async Task The_server_wide_streams_are_serialised_across_connections()
    {
        await using var rig = new ServerRig();
        var log = EventLog.Of(rig.Server);
        var clients = new List<RawClient>();
        for (var i = 0; i < 8; i++) clients.Add((await rig.ConnectAsync()).Peer);

        await Task.WhenAll(clients.Select(client => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++) await client.SendTextAsync("m");
            client.Vanish();
        }, Ct)));

        await log.WaitForAsync(8 + 400 + 16);
        Assert.Equal(0, log.Overlaps);
        Assert.Equal(400, log.Events.Count(e => e == "message m"));
    }

    [Fact]
    public async Task The_first_read_comes_after_the_subscribers_of_connects()
    {
        var messages = new List<string?>();
        await using var rig = await ServerRig.OpenAsync(before: server =>
            server.Connects.Subscribe(connection => connection.Messages.Subscribe(message => messages.Add(message.Text))));
        await rig.Peer.SendTextAsync("first");
        await Until(() => messages.Count == 1);
        Assert.Equal(["first"], messages);
    }

    [Fact]
    public async Task A_SubscribeAwait_on_connects_holds_the_first_read()
    {
        var ready = new TaskCompletionSource();
        await using var rig = await ServerRig.OpenAsync(before: server => server.Connects.SubscribeAwait(async (_, _) => await ready.Task));
        var messages = rig.Connection.Messages.Record();
        await rig.Peer.SendTextAsync("early");
        await rig.Peer.SendAsync("89 01 07");
        await rig.Connection.SendAsync("but we can speak", Ct);

        Assert.Equal("but we can speak", await rig.Peer.NextTextAsync());
        Assert.Empty(messages.Values);
        ready.SetResult();

        Assert.Equal("8A0107", await rig.Peer.NextAsync());
        Assert.Equal("early", (await messages.Has(1))[0].Text);
    }

    [Fact]
    public async Task HandshakeTimeout_bounds_how_long_the_first_read_is_held()
    {
        var never = new TaskCompletionSource();
        await using var rig = await ServerRig.OpenAsync(
            config => config with { HandshakeTimeout = TimeSpan.FromSeconds(7) },
            server => server.Connects.SubscribeAwait(async (_, _) => await never.Task));
        await rig.Peer.SendAsync("89 01 07");
        await rig.Time.WaitForTimerAsync(TimeSpan.FromSeconds(7), Ct).Soon();

        rig.Time.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal("8A0107", await rig.Peer.NextAsync());
    }

    [Fact]
    public async Task A_connection_discarded_from_a_full_inbox_of_connects_is_read()
    {
        var greeted = 0;
        var never = new TaskCompletionSource();
        await using var rig = new ServerRig();
        rig.Server.Connects.SubscribeAwait(async (_, _) => { greeted++; await never.Task; }, capacity: 1, WhenFull.DropOldest);
        await rig.ConnectAsync();
        await Until(() => greeted == 1);
        var (second, _) = await rig.ConnectAsync();
        await rig.ConnectAsync();              // pushes the second out of the inbox

        await second.SendAsync("89 01 02");

        Assert.Equal("8A0102", await second.NextAsync());
        never.SetResult();
    }

    [Fact]
    public async Task All_connections_are_listed_until_they_end()
    {
        await using var rig = new ServerRig();
        Assert.Empty(rig.Server.ListAllConnections());
        var (first, one) = await rig.ConnectAsync();
        var (_, two) = await rig.ConnectAsync();
        Assert.Equal(new[] { one, two }.ToHashSet(), rig.Server.ListAllConnections().ToHashSet());

        first.Vanish();
        await one.Closed.Soon();

        Assert.Equal([two], rig.Server.ListAllConnections());
    }

    [Fact]
    public async Task A_broadcast_reaches_all_whom_the_filter_names_and_counts_them()
    {
        await using var rig = new ServerRig();
        var (first, _) = await rig.ConnectAsync("/a");
        var (second, _) = await rig.ConnectAsync("/b");

        Assert.Equal(2, await rig.Server.BroadcastAsync("all", cancellationToken: Ct));
        Assert.Equal(1, await rig.Server.BroadcastAsync(new byte[] { 1, 2 }, connection => connection.Path == "/b", Ct));

        Assert.Equal("all", await first.NextTextAsync());
        Assert.Equal("all", await second.NextTextAsync());
        Assert.Equal("82020102", await second.NextAsync());
    }

    [Fact]
    public async Task A_broadcast_does_not_count_who_is_closing_and_does_not_fail()
    {
        await using var rig = new ServerRig();
        var (first, one) = await rig.ConnectAsync();
        await rig.ConnectAsync();
        var closing = one.CloseAsync(Ct);
        Assert.Equal(1, await rig.Server.BroadcastAsync("all", cancellationToken: Ct));
        first.Vanish();
        await closing.Soon();
    }

    [Fact]
    public async Task The_server_sends_to_and_closes_a_connection_of_its_own()
    {
        await using var rig = await ServerRig.OpenAsync();
        await rig.Server.SendAsync("to you", rig.Connection, Ct);
        await rig.Server.SendAsync(new byte[] { 7 }, rig.Connection, Ct);
        Assert.Equal("to you", await rig.Peer.NextTextAsync());
        Assert.Equal("820107", await rig.Peer.NextAsync());

        var closing = rig.Server.CloseAsync(rig.Connection, new WebSocketCloseOptions { Code = 1008 }, Ct);
        Assert.Equal("880203F0", await rig.Peer.NextAsync());
        await rig.Peer.SendAsync("88 02 03 F0");
        await closing.Soon();
    }

    [Fact]
    public async Task Disposing_completes_all_streams_and_is_idempotent()
    {
        var server = new ReactiveWebSocketServer();
        var ended = new List<bool>();
        var (connects, messages, closes, errors, drops) =
            (server.Connects.Record(), server.MessageReceived.Record(), server.Closes.Record(), server.Errors.Record(), server.Drops.Record());
        await server.DisposeAsync().Soon();
        await server.DisposeAsync().Soon();
        ended.AddRange([connects.HasEnded, messages.HasEnded, closes.HasEnded, errors.HasEnded, drops.HasEnded]);
        Assert.All(ended, Assert.True);
        Assert.True(server.Connects.Record().HasEnded);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => server.StartAsync(cancellationToken: Ct));
    }

    [Fact]
    public async Task Disposing_closes_links_that_were_handed_in_too()
    {
        await using var rig = await ServerRig.OpenAsync();
        var closes = rig.Server.Closes.Record();
        var disposal = rig.Server.DisposeAsync().AsTask();
        Assert.StartsWith("881803E9", await rig.Peer.NextAsync(), StringComparison.Ordinal);
        Assert.False(disposal.IsCompleted);
        await rig.Peer.SendAsync("88 02 03 E9");
        rig.Peer.Vanish();
        await disposal.Soon();
        Assert.Equal(1001, Assert.Single(closes.Values).Code);
        Assert.True(closes.HasEnded);
    }
}
