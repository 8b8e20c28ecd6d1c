using System.Collections.Concurrent;
using System.Globalization;
using ReactiveWs.Testing;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests;

/// <summary>
/// Numbered messages over links that die: each one sent is received once or reported as undelivered, and none is received twice. They are longer than what
/// one write holds, because how far a write got that failed cannot be known: at most one message ends in it.
/// </summary>
public sealed class AccountingTests : IAsyncDisposable
{
    static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    readonly ManualTimeProvider _time = new();
    readonly ReactiveWebSocketServer _server = new();
    readonly ReactiveWebSocket _client = new();
    readonly ConcurrentQueue<FaultyLink> _links = new();
    readonly Recorder<ServerMessage> _arrived;
    readonly Recorder<CloseResult> _ends;

    public AccountingTests() => (_arrived, _ends) = (_server.MessageReceived.Record(), _client.Closes.Record());

    IEnumerable<int> Received => _arrived.Values.Select(message => Number(message.Message));

    FaultyLink Link => _links.Last();

    WebSocketRequestOptions Options => new()
    {
        PingInterval = TimeSpan.Zero,
        TimeProvider = _time,
        Reconnect = new() { InitialDelay = s_second, Jitter = false },
        OpenLink = (_, _) =>
        {
            var (client, server) = MemoryLink.Pair();
            var link = new FaultyLink(client);
            _links.Enqueue(link);
            _ = _server.AcceptAsync(server, new() { PingInterval = TimeSpan.Zero, TimeProvider = _time }, CancellationToken.None);
            return new(link);
        },
    };

    [Fact]
    public async Task Over_links_that_stop_taking_bytes_and_die_what_was_sent_is_what_was_received_and_what_is_reported()
    {
        var sent = 0;
        await _client.ConnectAsync(ClientRig.Address, Options, Ct).Soon();
        for (var round = 1; round <= 5; round++)
        {
            var arriving = _arrived.Values.Count + 20;
            for (var i = 0; i < 20; i++) await SendAsync(++sent);
            await _arrived.Has(arriving);
            Link.Stall();
            for (var i = 0; i < round; i++) await SendAsync(++sent);
            Link.Cut();
            Assert.Equal(round, (await _ends.Has(round))[round - 1].Undelivered);
            await ReconnectAsync();
        }

        Assert.Equal(sent, Received.Count() + _ends.Values.Sum(end => end.Undelivered));
        Assert.Equal(Received.Distinct().Order(), Received);
        await SendAsync(++sent);
        Assert.Equal(sent, Number((await _arrived.Has(101))[100].Message));        // nothing stale came with the new connection
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Over_links_that_are_cut_anywhere_nothing_is_lost_without_a_report_and_nothing_comes_twice(int seed)
    {
        const int Count = 150;
        var random = new Random(seed);
        var (sent, refused, dead) = (0, 0, 0);
        await _client.ConnectAsync(ClientRig.Address, Options, Ct).Soon();
        Link.CutAfterWriting(random.Next(2_000_000));
        for (var number = 1; number <= Count; number++)
        {
            try
            {
                await _client.SendAsync($"{number} {new string('.', random.Next(70_000, 200_000))}", Ct).Soon();
                sent++;
            }
            catch (ReactiveWsException error) when (error.Code == WebSocketErrorCode.NotConnected)
            {
                refused++;
                await _ends.Has(++dead);
                await ReconnectAsync();
                Link.CutAfterWriting(random.Next(2_000_000));
            }
        }
        await _client.CloseAsync(Ct).Soon();
        await Until(() => _server.ListAllConnections().Count == 0);

        var undelivered = _ends.Values.Sum(end => end.Undelivered);
        Assert.Equal(Count, sent + refused);
        Assert.InRange(Received.Count() + undelivered, sent - dead, sent);
        Assert.Equal(Received.Distinct().Count(), Received.Count());
        // the server may still read from the old link when the new one has spoken
        Assert.All(_arrived.Values.GroupBy(message => message.ClientConnection, message => Number(message.Message)), link => Assert.Equal(link.Order(), link));
    }

    [Fact]
    public async Task A_stop_flushes_what_it_can_within_the_drain_time_and_reports_the_rest_in_one_figure()
    {
        await using var rig = new ServerRig();
        rig.Config = rig.Config with { DrainTimeout = TimeSpan.FromSeconds(2), CloseTimeout = TimeSpan.FromMinutes(1), HighWaterMark = 100 };
        var (quick, toQuick) = await rig.ConnectAsync();
        var (stuck, toStuck) = await rig.ConnectAsync();
        var (_, toGone) = await rig.ConnectAsync();
        await toStuck.SendAsync(new byte[200_000], Ct);                                  // more than the link holds, for a peer that does not read
        foreach (var connection in (WebSocketConnection[])[toQuick, toStuck, toGone])
        {
            for (var i = 0; i < 50; i++) _ = connection.SendAsync($"{i}", Ct).AsTask();      // more than the high-water mark: some wait
        }

        var stopping = rig.Server.StopAsync(Ct);
        for (var i = 0; i < 50; i++) Assert.Equal($"{i}", await quick.NextTextAsync());
        Assert.StartsWith("881803E9", await quick.NextAsync(), StringComparison.Ordinal);
        await quick.SendAsync("88 02 03 E9");
        quick.Vanish();
        await toQuick.Closed.Soon();
        await rig.Time.WaitForTimerAsync(TimeSpan.FromSeconds(2), Ct).Soon();
        await Until(() => toGone.Engine.Queue.Pending == 0);
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        var result = await stopping.Soon();

        Assert.Equal((3, 1), (result.Connections, result.Clean));
        Assert.Equal(0, (await toQuick.Closed).Undelivered);
        Assert.Equal(51, (await toStuck.Closed).Undelivered);
        Assert.Equal(0, (await toGone.Closed).Undelivered);                              // the link has taken all of them: they may or may not arrive
        Assert.Equal(51, result.Undelivered);
        GC.KeepAlive(stuck);
    }

    [Fact]
    public async Task A_stop_without_connections_has_nothing_to_report()
    {
        await _server.StartAsync(cancellationToken: Ct);
        Assert.Equal(default, await _server.StopAsync(Ct).Soon());
        Assert.Equal(default, await _server.StopAsync(Ct).Soon());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var link in _links) link.Resume();
        await _client.DisposeAsync();
        await _server.DisposeAsync();
    }

    Task<SendResult> SendAsync(int number) => _client.SendAsync($"{number} {new string('.', 100_000)}", Ct).Soon();

    async Task ReconnectAsync()
    {
        var opens = _client.Opens.Record();
        await _time.WaitForTimerAsync(s_second, Ct).Soon();
        _time.Advance(s_second);
        await opens.Has(1);
    }

    static int Number(WebSocketMessage message) => int.Parse(message.Text!.Split(' ')[0], CultureInfo.InvariantCulture);
}
