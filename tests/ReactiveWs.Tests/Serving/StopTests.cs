using System.Net.Sockets;
using ReactiveWs.Testing;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests.Serving;

/// <summary>How a server stops: 1001, time to drain, the cut; and starts again.</summary>
public class StopTests
{
    const string Stopping = "881803E9";

    [Fact]
    public async Task Stopping_tells_every_client_1001_and_waits_for_their_answers()
    {
        await using var rig = new ServerRig();
        var (first, _) = await rig.ConnectAsync();
        var (second, _) = await rig.ConnectAsync();
        var closes = rig.Server.Closes.Record();
        var stopping = rig.Server.StopAsync(Ct);
        foreach (var peer in (RawClient[])[first, second])
        {
            Assert.StartsWith(Stopping, await peer.NextAsync(), StringComparison.Ordinal);
            Assert.False(stopping.IsCompleted);
            await peer.SendAsync("88 02 03 E9");
            Assert.Equal("", await peer.RestAsync());
            peer.Vanish();
        }
        await stopping.Soon();
        Assert.Equal([1001, 1001], closes.Values.Select(close => close.Code));
        Assert.All(closes.Values, close => Assert.True(close.WasClean));
        Assert.Empty(rig.Server.ListAllConnections());
        Assert.False(closes.HasEnded);
    }

    [Fact]
    public async Task What_is_queued_is_sent_before_the_1001()
    {
        await using var rig = await ServerRig.OpenAsync();
        await rig.Connection.SendAsync(new byte[200_000], Ct);
        var stopping = rig.Server.StopAsync(Ct);
        Assert.Equal(200_000, (await rig.Peer.NextFrameAsync().Soon()).Payload.Length);
        Assert.StartsWith(Stopping, await rig.Peer.NextAsync(), StringComparison.Ordinal);
        await rig.Peer.SendAsync("88 02 03 E9");
        rig.Peer.Vanish();
        await stopping.Soon();
    }

    [Fact]
    public async Task Who_does_not_answer_within_DrainTimeout_is_cut()
    {
        await using var rig = await ServerRig.OpenAsync(config => config with { DrainTimeout = TimeSpan.FromSeconds(2), CloseTimeout = TimeSpan.FromSeconds(60) });
        var closes = rig.Server.Closes.Record();
        var stopping = rig.Server.StopAsync(Ct);
        Assert.StartsWith(Stopping, await rig.Peer.NextAsync(), StringComparison.Ordinal);
        await rig.Time.WaitForTimerAsync(TimeSpan.FromSeconds(2), Ct).Soon();
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        await stopping.Soon();
        var close = Assert.Single(closes.Values);
        Assert.Equal((1006, false), (close.Code, close.WasClean));
        Assert.Contains("DrainTimeout", close.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_the_stop_cuts_at_once()
    {
        await using var rig = await ServerRig.OpenAsync();
        using var cancellation = new CancellationTokenSource();
        var stopping = rig.Server.StopAsync(cancellation.Token);
        Assert.StartsWith(Stopping, await rig.Peer.NextAsync(), StringComparison.Ordinal);
        await cancellation.CancelAsync();
        await stopping.Soon();
        Assert.Equal(1006, (await rig.Connection.Closed.Soon()).Code);
    }

    [Fact]
    public async Task A_client_in_the_middle_of_its_handshake_does_not_delay_the_stop()
    {
        await using var rig = new ServerRig();
        var errors = rig.Server.Errors.Record();
        var peer = rig.Arrive();
        await peer.SendRawAsync("474554");
        await rig.Server.StopAsync(Ct).Soon();
        Assert.Equal("", await peer.RestAsync());
        Assert.Empty(errors.Values);
    }

    [Fact]
    public async Task A_stopped_server_refuses_connections_and_can_be_started_again()
    {
        await using var server = new ReactiveWebSocketServer();
        var connects = server.Connects.Record();
        await server.StartAsync(cancellationToken: Ct);
        var port = server.Port;
        Assert.InRange(port, 1, 65535);
        await server.StopAsync(Ct).Soon();
        Assert.Equal(0, server.Port);
        await Assert.ThrowsAnyAsync<SocketException>(async () =>
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, Ct);
        });

        await server.StartAsync(cancellationToken: Ct);
        await using var socket = new ReactiveWebSocket();
        await socket.ConnectAsync($"ws://127.0.0.1:{server.Port}/", new() { PingInterval = TimeSpan.Zero }, Ct).Soon();

        var connection = (await connects.Has(1))[0];
        Assert.Equal("127.0.0.1", connection.ClientIP);
        Assert.Equal($"127.0.0.1:{connection.ClientPort}", connection.ToString());
    }

    [Fact]
    public async Task Stopping_what_does_not_listen_does_nothing()
    {
        await using var server = new ReactiveWebSocketServer();
        await server.StopAsync(Ct).Soon();
        await server.StopAsync(Ct).Soon();
    }

    [Fact]
    public async Task Cancelling_AcceptAsync_cuts_its_connection()
    {
        await using var server = new ReactiveWebSocketServer();
        using var cancellation = new CancellationTokenSource();
        var (client, link) = MemoryLink.Pair();
        var serving = server.AcceptAsync(link, cancellationToken: cancellation.Token);
        var peer = new RawClient(client);
        await peer.UpgradeAsync();
        await cancellation.CancelAsync();
        await serving.Soon();
        Assert.Empty(server.ListAllConnections());
    }

    [Fact]
    public async Task A_client_and_a_server_of_ours_meet_in_memory()
    {
        await using var pair = await PairRig.OpenAsync();
        var (said, heard) = (pair.Client.Messages.Record(), pair.Connection.Messages.Record());
        await pair.Client.SendAsync("to the server", Ct);
        await pair.Connection.SendAsync("to the client", Ct);
        Assert.Equal("to the server", (await heard.Has(1))[0].Text);
        Assert.Equal("to the client", (await said.Has(1))[0].Text);
        await pair.Client.CloseAsync(new WebSocketCloseOptions { Code = 4000, Reason = "enough" }, Ct).Soon();
        Assert.Equal(new CloseResult(4000, "enough", true, 0), await pair.Connection.Closed.Soon());
    }
}
