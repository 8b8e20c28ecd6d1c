using System.Reactive.Linq;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests.Streams;

public class ReadAllAsyncTests
{
    [Fact]
    public async Task It_subscribes_at_the_call_so_nothing_is_missed()
    {
        await using var rig = new ClientRig();
        var reading = rig.Socket.Messages.ReadAllAsync();
        await rig.ConnectAsync();
        for (var i = 0; i < 3; i++) await rig.Peer.SendTextAsync($"{i}");
        await rig.Peer.SendAsync("89 00");
        Assert.Equal("8A00", await rig.Peer.NextAsync());          // all three were delivered before anybody enumerates

        Assert.Equal(["0", "1", "2"], await reading.Take(3).Select(message => message.Text!).ToArrayAsync(Ct).Soon());
    }

    [Fact]
    public async Task The_loop_ends_when_the_stream_completes()
    {
        await using var rig = await ServerRig.OpenAsync();
        var reading = rig.Connection.Messages.ReadAllAsync();
        await rig.Peer.SendTextAsync("last");
        await rig.Peer.SendAsync("88 00");
        await rig.Connection.Closed.Soon();
        Assert.Equal(["last"], await reading.Select(message => message.Text!).ToArrayAsync(Ct).Soon());
    }

    [Fact]
    public async Task A_body_that_is_behind_stops_the_reading()
    {
        const int Capacity = 4, Count = 300;
        var (delivered, taken, most) = (0, 0, 0);
        await using var rig = new ClientRig();
        rig.Socket.Messages.Subscribe(_ => most = Math.Max(most, ++delivered - Volatile.Read(ref taken)));
        var reading = rig.Socket.Messages.ReadAllAsync(Capacity);
        await rig.ConnectAsync();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < Count; i++) await rig.Peer.SendTextAsync(new string('m', 1000));
        }, Ct);
        await Until(() => Volatile.Read(ref delivered) == Capacity);
        Assert.False(writing.IsCompleted);

        await foreach (var _ in reading.WithCancellation(Ct))
        {
            if (Interlocked.Increment(ref taken) == Count) break;
        }

        await writing.Soon();
        Assert.InRange(most, Capacity, Capacity + 1);
    }

    [Fact]
    public async Task It_can_be_enumerated_once()
    {
        await using var socket = new ReactiveWebSocket();
        var reading = socket.Messages.ReadAllAsync();
        await socket.DisposeAsync();
        Assert.Empty(await reading.ToArrayAsync(Ct).Soon());
        await Assert.ThrowsAsync<InvalidOperationException>(() => reading.ToArrayAsync(Ct).Soon());
    }

    [Fact]
    public async Task Cancelling_ends_the_loop_and_the_subscription()
    {
        await using var rig = await ClientRig.OpenAsync();
        using var cancellation = new CancellationTokenSource();
        var reading = rig.Socket.Messages.ReadAllAsync(capacity: 1).ToArrayAsync(cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.Soon());

        for (var i = 0; i < 3; i++) await rig.Peer.SendTextAsync("nobody reads");
        await rig.Peer.SendAsync("89 00");
        Assert.Equal("8A00", await rig.Peer.NextAsync());
    }

    [Fact]
    public async Task An_error_of_a_query_ends_the_loop()
    {
        await using var rig = new ClientRig();
        var reading = rig.Socket.Messages.Select(message => int.Parse(message.Text!, null)).ReadAllAsync();
        var direct = rig.Socket.Messages.SelectMany(message => Observable.Throw<int>(new FormatException(message.Text))).ReadAllAsync();
        await rig.ConnectAsync();
        await rig.Peer.SendTextAsync("x");
        await Assert.ThrowsAsync<FormatException>(() => reading.ToArrayAsync(Ct).Soon());
        await Assert.ThrowsAsync<FormatException>(() => direct.ToArrayAsync(Ct).Soon());
    }

    [Fact]
    public async Task The_capacity_is_at_least_one()
    {
        await using var socket = new ReactiveWebSocket();
        Assert.Throws<ArgumentOutOfRangeException>(() => socket.Messages.ReadAllAsync(0));
    }
}
