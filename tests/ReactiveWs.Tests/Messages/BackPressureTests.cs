using System.Reactive.Linq;
using ReactiveWs.Testing;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests.Messages;

/// <summary>Two ends that write faster than they read, and peers that take nothing.</summary>
public class BackPressureTests
{
    const int MessageSize = 32 * 1024;
    const int Volume = 100 * 1024 * 1024;

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Two_peers_echo_100_MB_at_each_other_with_a_64_KiB_high_water_mark(bool overSockets, bool inHandlers)
    {
        await using var server = new ReactiveWebSocketServer();
        await using var client = new ReactiveWebSocket();
        var connects = server.Connects.Record();
        var config = new WebSocketServerConfig { HighWaterMark = 64 * 1024, PingInterval = TimeSpan.Zero };
        var options = new WebSocketRequestOptions { HighWaterMark = 64 * 1024, PingInterval = TimeSpan.Zero };
        if (overSockets)
        {
            await server.StartAsync(config, Ct);
            await client.ConnectAsync($"ws://127.0.0.1:{server.Port}/", options, Ct).Soon();
        }
        else
        {
            await client.ConnectAsync(ClientRig.Address, options with
            {
                OpenLink = (_, _) =>
                {
                    var (ours, theirs) = MemoryLink.Pair();
                    _ = server.AcceptAsync(theirs, config, CancellationToken.None);
                    return new(ours);
                },
            }, Ct).Soon();
        }
        var connection = (await connects.Has(1))[0];
        var errors = client.Errors.Merge(server.Errors).Record();
        var both = Task.WhenAll(
            EchoAsync(client.Messages, (data, ct) => client.SendAsync(data, ct), inHandlers),
            EchoAsync(connection.Messages, (data, ct) => connection.SendAsync(data, ct), inHandlers));
        // eight messages are under way each way: four times the mark
        for (var i = 0; i < 8; i++) await Task.WhenAll(client.SendAsync(new byte[MessageSize], Ct).AsTask(), connection.SendAsync(new byte[MessageSize], Ct).AsTask()).Soon();

        await both.Soon();

        Assert.Empty(errors.Values);
    }

    /// <summary>Sends back what comes, until half of the volume has come.</summary>
    static Task EchoAsync(IObservable<WebSocketMessage> messages, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<SendResult>> send, bool inHandlers)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var received = 0L;
        ValueTask OnAsync(WebSocketMessage message, CancellationToken cancellationToken)
        {
            received += message.Data.Length;
            if (received >= Volume / 2) done.TrySetResult();
            return received > Volume / 2 ? default : new ValueTask(send(message.Data, cancellationToken).AsTask());
        }
        if (inHandlers) messages.SubscribeAwait(OnAsync);
        else messages.Subscribe(message => _ = OnAsync(message, CancellationToken.None).AsTask());
        return done.Task;
    }

    [Fact]
    public async Task A_peer_that_takes_nothing_for_SendTimeout_is_cut()
    {
        await using var rig = await ServerRig.OpenAsync(config => config with { HighWaterMark = 1000, SendTimeout = TimeSpan.FromSeconds(9) });
        var errors = rig.Connection.Errors.Record();
        await rig.Connection.SendAsync(new byte[500_000], Ct);
        await rig.Time.WaitForTimerAsync(TimeSpan.FromSeconds(9), Ct).Soon();
        // what the link holds was taken before: the first look sees that progress
        for (var i = 0; i < 3 && !rig.Connection.Closed.IsCompleted; i++) rig.Time.Advance(TimeSpan.FromSeconds(9));

        var end = await rig.Connection.Closed.Soon();
        Assert.Equal((1006, 1), (end.Code, end.Undelivered));
        var error = Assert.Single(errors.Values);
        Assert.Equal(WebSocketErrorCode.LimitExceeded, error.Code);
        Assert.Contains("SendTimeout (00:00:09)", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(996)]                      // to the byte as much as the mark
    [InlineData(2000)]
    public async Task A_peer_that_took_nothing_when_only_a_little_waited_is_cut_for_what_came_later(int size)
    {
        FaultyLink link = null!;
        await using var pair = await PairRig.OpenAsync(and: config => config with { HighWaterMark = 1000, SendTimeout = TimeSpan.FromSeconds(9) }, wrap: stream => link = new FaultyLink(stream));
        link.Stall();
        await pair.Connection.SendAsync(new byte[1], Ct);
        await Until(() => pair.Connection.Engine.Queue.Pending == 3);
        await pair.Connection.SendAsync(new byte[size - 3], Ct);

        await pair.Time.WaitForTimerAsync(TimeSpan.FromSeconds(9), Ct).Soon();
        pair.Time.Advance(TimeSpan.FromSeconds(9));

        Assert.Contains("SendTimeout (00:00:09)", (await pair.Connection.Closed.Soon()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_takes_one_long_message_slowly_makes_progress_and_is_not_cut()
    {
        const int Size = 1_000_000;
        await using var rig = await ServerRig.OpenAsync(config => config with { HighWaterMark = 1000, SendTimeout = TimeSpan.FromSeconds(9) });
        await rig.Connection.SendAsync(new byte[Size], Ct);
        await rig.Peer.ReadBytesAsync(10);
        for (var read = 0; read < Size; read += 100_000)
        {
            await rig.Peer.ReadBytesAsync(100_000);
            if (read < Size - 300_000) await rig.Time.WaitForTimersAsync(1, Ct).Soon();
            rig.Time.Advance(TimeSpan.FromSeconds(8.9));
        }
        await rig.Connection.SendAsync("and goes on", Ct);
        Assert.Equal("and goes on", await rig.Peer.NextTextAsync());
    }

    [Fact]
    public async Task A_slow_subscriber_slows_its_peer()
    {
        var permit = new ManualResetEventSlim();
        await using var rig = await ClientRig.OpenAsync(before: socket => socket.Messages.Take(1).Subscribe(_ => permit.Wait(Ct)));
        var writing = rig.Peer.SendRawAsync(Enumerable.Repeat(RawPeer.Frame(0x82, new byte[10_000]), 50).SelectMany(frame => frame).ToArray());
        await Until(() => rig.Socket.State == ConnectionState.Open);
        Assert.False(writing.IsCompleted);
        permit.Set();
        await writing.Soon();
    }
}
