using ReactiveWs.Testing;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests.Messages;

/// <summary>Pings, silence and idling, on manual time.</summary>
public class KeepAliveTests
{
    static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    static Task<ClientRig> ClientAsync(double ping, double pong) =>
        ClientRig.OpenAsync(options => options with { PingInterval = Seconds(ping), PongTimeout = Seconds(pong) });

    static async Task AdvanceAsync(ManualTimeProvider time, double seconds)
    {
        await time.WaitForTimersAsync(1, Ct).Soon();
        time.Advance(Seconds(seconds));
    }

    /// <summary>Lets the peer speak, and waits until our side has heard it.</summary>
    static async Task SpeakAsync(ClientRig rig)
    {
        var pongs = rig.Socket.Pongs.Record();
        await rig.Peer.SendAsync("8A 00");
        await pongs.Has(1);
    }

    [Fact]
    public async Task A_ping_leaves_every_PingInterval_each_with_a_payload_of_its_own()
    {
        await using var rig = await ClientAsync(ping: 10, pong: 30);
        await AdvanceAsync(rig.Time, 9.999);
        rig.Time.Advance(Seconds(0.001));
        Assert.Equal("890400000001", await rig.Peer.NextAsync());
        await rig.Peer.SendAsync("8A 04 00000001");
        rig.Time.Advance(Seconds(10));
        Assert.Equal("890400000002", await rig.Peer.NextAsync());
    }

    [Fact]
    public async Task The_round_trip_is_the_time_from_the_ping_to_its_pong()
    {
        await using var rig = await ClientAsync(ping: 10, pong: 30);
        var pongs = rig.Socket.Pongs.Record();
        await AdvanceAsync(rig.Time, 10);
        var ping = await rig.Peer.NextAsync();
        rig.Time.Advance(TimeSpan.FromMilliseconds(250));
        await rig.Peer.SendAsync($"8A{ping[2..]}");
        Assert.Equal(new Pong(TimeSpan.FromMilliseconds(250)), (await pongs.Has(1))[0]);
    }

    [Theory]
    [InlineData("8A 00")]
    [InlineData("8A 04 00000009")]
    [InlineData("8A 01 01")]
    public async Task A_pong_that_answers_nothing_of_ours_has_no_round_trip(string pong)
    {
        await using var rig = await ClientAsync(ping: 10, pong: 30);
        var pongs = rig.Socket.Pongs.Record();
        await rig.Peer.SendAsync(pong);
        Assert.Equal(new Pong(TimeSpan.Zero), (await pongs.Has(1))[0]);
    }

    [Fact]
    public async Task Silence_for_PongTimeout_after_a_ping_is_a_lost_link()
    {
        await using var rig = await ClientAsync(ping: 10, pong: 4);
        var log = EventLog.Of(rig.Socket);
        await AdvanceAsync(rig.Time, 10);
        Assert.Equal("890400000001", await rig.Peer.NextAsync());
        rig.Time.Advance(Seconds(3.999));
        Assert.Equal(ConnectionState.Open, rig.Socket.State);
        rig.Time.Advance(Seconds(0.001));

        var end = await rig.Socket.Closed.Soon();
        Assert.Equal(1006, end.Code);
        Assert.Contains("PongTimeout (00:00:04)", end.Reason, StringComparison.Ordinal);
        Assert.Equal(["error 200", "close 1006"], log.Events);
    }

    [Fact]
    public async Task PongTimeout_may_be_longer_than_PingInterval()
    {
        await using var rig = await ClientAsync(ping: 10, pong: 25);
        await AdvanceAsync(rig.Time, 10);
        rig.Time.Advance(Seconds(24));
        Assert.Equal(ConnectionState.Open, rig.Socket.State);
        for (var i = 1; i <= 3; i++) Assert.Equal($"89040000000{i}", await rig.Peer.NextAsync());
        rig.Time.Advance(Seconds(1));
        Assert.Equal(1006, (await rig.Socket.Closed.Soon()).Code);
    }

    [Theory]
    [InlineData("82 01 00")]
    [InlineData("02 01 00")]
    [InlineData("89 00")]
    [InlineData("82")]
    public async Task Any_bytes_are_a_sign_of_life(string bytes)
    {
        FaultyLink link = null!;
        await using var rig = new ClientRig
        {
            Wrap = stream => link = new FaultyLink(stream),
            Options = new() { PingInterval = Seconds(10), PongTimeout = Seconds(4) },
        };
        await rig.ConnectAsync();
        await AdvanceAsync(rig.Time, 10);
        await rig.Peer.NextAsync();
        var before = link.BytesRead;
        await rig.Peer.SendRawAsync(bytes);
        await Until(() => link.BytesRead > before);
        var timers = rig.Time.ArmedTimers.Count;

        rig.Time.Advance(Seconds(4));

        Assert.Equal(ConnectionState.Open, rig.Socket.State);
        Assert.False(rig.Socket.Closed.IsCompleted);
        Assert.Equal(timers, rig.Time.ArmedTimers.Count);
    }

    [Fact]
    public async Task While_our_own_handler_is_behind_silence_says_nothing()
    {
        var permit = new TaskCompletionSource();
        await using var rig = await ClientAsync(ping: 10, pong: 4);
        var begun = new Recorder<int>();
        rig.Socket.Messages.SubscribeAwait(async (_, _) =>
        {
            begun.OnNext(0);
            await permit.Task;
        }, capacity: 1);
        var delivered = rig.Socket.Messages.Record();
        for (var i = 0; i < 3; i++) await rig.Peer.SendTextAsync("m");
        await begun.Has(1);
        await delivered.Has(2);
        for (var i = 1; i <= 4; i++)
        {
            await AdvanceAsync(rig.Time, 10);
            Assert.Equal($"89040000000{i}", await rig.Peer.NextAsync());
        }
        Assert.Equal(ConnectionState.Open, rig.Socket.State);

        permit.SetResult();

        await begun.Has(3);
        await SpeakAsync(rig);
    }

    [Fact]
    public async Task Zero_switches_pings_and_their_timeout_off()
    {
        await using var rig = await ClientAsync(ping: 0, pong: 4);
        rig.Time.Advance(TimeSpan.FromDays(1));
        await SpeakAsync(rig);
        Assert.Empty(rig.Time.ArmedTimers);
    }

    [Fact]
    public async Task PongTimeout_zero_never_gives_up()
    {
        await using var rig = await ClientAsync(ping: 10, pong: 0);
        for (var i = 0; i < 100; i++) await AdvanceAsync(rig.Time, 10);
        Assert.Equal(ConnectionState.Open, rig.Socket.State);
    }

    [Fact]
    public async Task The_server_pings_and_gives_up_too()
    {
        await using var rig = await ServerRig.OpenAsync(config => config with { PingInterval = Seconds(10), PongTimeout = Seconds(4) });
        await AdvanceAsync(rig.Time, 10);
        Assert.Equal("890400000001", await rig.Peer.NextAsync());
        rig.Time.Advance(Seconds(4));
        Assert.Equal(1006, (await rig.Connection.Closed.Soon()).Code);
    }

    [Fact]
    public async Task IdleTimeout_closes_with_1001_a_client_that_sends_no_message_however_it_pongs()
    {
        await using var rig = await ServerRig.OpenAsync(config => config with { IdleTimeout = Seconds(60) });
        var messages = rig.Connection.Messages.Record();
        await rig.Peer.SendTextAsync("not idle");
        await messages.Has(1);
        await AdvanceAsync(rig.Time, 60);
        Assert.Equal(ConnectionState.Open, rig.Connection.State);
        await rig.Peer.SendAsync("8A 00");

        rig.Time.Advance(Seconds(60));

        Assert.StartsWith("882403E9", await rig.Peer.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_end_no_timer_is_left()
    {
        await using var rig = await ClientAsync(ping: 10, pong: 4);
        await rig.Peer.SendAsync("88 00");
        Assert.Equal("8800", await rig.Peer.NextAsync());
        rig.Peer.Vanish();
        await rig.Socket.Closed.Soon();
        await Until(() => rig.Time.ArmedTimers.Count == 0);
    }
}
