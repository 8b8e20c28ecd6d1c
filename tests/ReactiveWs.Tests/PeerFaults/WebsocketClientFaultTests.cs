using ReactiveWs.Testing;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests.PeerFaults;

/// <summary>Four faults that were measured in the client library Websocket.Client (5.3.0): each begins with what happened there. Alone: it measures the memory of the process.</summary>
[Collection(nameof(ListensToTheProcess))]
public class WebsocketClientFaultTests
{
    static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    /// <summary>There: the socket was torn down, and the subscription saw 1 of 6 messages, the reconnect notwithstanding.</summary>
    [Fact]
    public async Task A_subscriber_that_throws_keeps_receiving_over_a_socket_that_stays_open()
    {
        await using var pair = await PairRig.OpenAsync();
        var (seen, errors, closes) = (new Recorder<string>(), pair.Client.Errors.Record(), pair.Client.Closes.Record());
        pair.Client.Messages.Subscribe(message =>
        {
            seen.OnNext(message.Text!);
            if (seen.Values.Count == 1) throw new InvalidOperationException("mine");
        });

        for (var i = 1; i <= 6; i++) await pair.Connection.SendAsync($"{i}", Ct);

        Assert.Equal(["1", "2", "3", "4", "5", "6"], await seen.Has(6));
        Assert.Equal(WebSocketErrorCode.SubscriberFailed, Assert.Single(errors.Values).Code);
        Assert.Empty(closes.Values);
        Assert.Equal(ConnectionState.Open, pair.Client.State);
    }

    /// <summary>There: ten sends while the server was down returned true; after the reconnect none arrived, and nothing was reported.</summary>
    [Fact]
    public async Task No_send_succeeds_while_the_server_is_down_and_what_succeeds_after_arrives()
    {
        await using var server = new ReactiveWebSocketServer();
        await using var client = new ReactiveWebSocket();
        var (time, arrived, isDown, link) = (new ManualTimeProvider(), server.MessageReceived.Record(), false, Stream.Null);
        await client.ConnectAsync(ClientRig.Address, new()
        {
            PingInterval = TimeSpan.Zero,
            TimeProvider = time,
            Reconnect = new() { InitialDelay = s_second, Jitter = false },
            OpenLink = (_, _) =>
            {
                if (isDown) throw new IOException("the server is down");
                (var near, link) = MemoryLink.Pair();
                _ = server.AcceptAsync(link, new() { PingInterval = TimeSpan.Zero }, CancellationToken.None);
                return new(near);
            },
        }, Ct).Soon();
        isDown = true;
        await link.DisposeAsync();
        await time.WaitForTimerAsync(s_second, Ct).Soon();

        for (var i = 1; i <= 10; i++) Assert.Equal(WebSocketErrorCode.NotConnected, (await ErrorOf(client.SendAsync($"while down {i}", Ct))).Code);

        isDown = false;
        var opens = client.Opens.Record();
        time.Advance(s_second);
        await opens.Has(1);
        for (var i = 1; i <= 10; i++) Assert.Equal(SendResult.Queued, await client.SendAsync($"{i}", Ct));
        Assert.Equal(Enumerable.Range(1, 10).Select(i => $"{i}"), (await arrived.Has(10)).Select(message => message.Message.Text));
    }

    /// <summary>There: it was accepted, and the process grew to 1.4 GB.</summary>
    [Fact]
    public async Task A_message_of_400_MiB_is_refused_at_its_first_bytes()
    {
        await using var rig = await ClientRig.OpenAsync();
        var errors = rig.Socket.Errors.Record();
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await rig.Peer.SendRawAsync("82 7F 00000000 19000000 00 00 00");

        Assert.StartsWith("88", await rig.Peer.NextAsync(), StringComparison.Ordinal);
        rig.Peer.Vanish();
        Assert.Contains("1009", (await errors.Has(1))[0].Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 50_000_000);
    }

    /// <summary>There: in fragments it was accepted, too.</summary>
    [Fact]
    public async Task A_message_of_400_MiB_in_fragments_is_refused_when_its_first_is_full_and_the_rest_costs_no_memory()
    {
        await using var rig = await ClientRig.OpenAsync();
        var (errors, messages) = (rig.Socket.Errors.Record(), rig.Socket.Messages.Record());
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var fragment = new byte[256 * 1024];

        await rig.Peer.SendRawAsync(RawPeer.Frame(0x02, fragment));
        var more = RawPeer.Frame(0x00, fragment);
        for (var i = 1; i < 1600; i++) await rig.Peer.SendRawAsync(more);

        Assert.StartsWith("88", await rig.Peer.NextAsync(), StringComparison.Ordinal);
        rig.Peer.Vanish();
        Assert.Equal(WebSocketErrorCode.LimitExceeded, (await errors.Has(1))[0].Code);
        Assert.Contains("1009", errors.Values[0].Message, StringComparison.Ordinal);
        Assert.Empty(messages.Values);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 50_000_000);
    }

    /// <summary>There: two queues, and 1,000 inversions in 2,000 messages.</summary>
    [Fact]
    public async Task Two_thousand_texts_and_binaries_in_turn_arrive_in_their_order()
    {
        await using var pair = await PairRig.OpenAsync();
        var arrived = pair.Connection.Messages.Record();
        for (var i = 0; i < 2000; i += 2)
        {
            await pair.Client.SendAsync($"{i}", Ct);
            await pair.Client.SendAsync(System.Text.Encoding.UTF8.GetBytes($"{i + 1}"), Ct);
        }
        var numbers = (await arrived.Has(2000)).Select(m => m.Text ?? System.Text.Encoding.UTF8.GetString(m.Data.Span));
        Assert.Equal(Enumerable.Range(0, 2000).Select(i => $"{i}"), numbers);
    }
}
