using System.Reactive.Concurrency;
using System.Reactive.Linq;
using ReactiveWs.Testing;
using ReactiveWs.Tests.Messages;
using static ReactiveWs.Tests.Messages.Guard;

namespace ReactiveWs.Tests.Streams;

public sealed class SubscribeAwaitTests : IDisposable
{
    readonly SemaphoreSlim _permits = new(0);
    readonly Recorder<string> _begun = new();
    readonly Recorder<string> _done = new();

    public void Dispose() => _permits.Dispose();

    /// <summary>Handles a message as soon as the test permits one more.</summary>
    async ValueTask HandleAsync(WebSocketMessage message, CancellationToken cancellationToken)
    {
        _begun.OnNext(message.Text!);
        await _permits.WaitAsync(cancellationToken);
        _done.OnNext(message.Text!);
    }

    [Fact]
    public async Task Handlers_run_one_after_another_in_the_order_of_the_events()
    {
        await using var rig = await ClientRig.OpenAsync(before: socket => socket.Messages.SubscribeAwait(HandleAsync));
        for (var i = 0; i < 4; i++) await rig.Peer.SendTextAsync($"{i}");
        Assert.Equal(["0"], await _begun.Has(1));

        _permits.Release(4);

        Assert.Equal(["0", "1", "2", "3"], await _done.Has(4));
        Assert.Equal(["0", "1", "2", "3"], _begun.Values);
    }

    [Fact]
    public async Task As_many_handlers_run_at_once_as_maxConcurrency_says()
    {
        var (running, most) = (0, 0);
        await using var rig = await ClientRig.OpenAsync(before: socket => socket.Messages.SubscribeAwait(
            async (message, ct) =>
            {
                var now = Interlocked.Increment(ref running);
                most = Math.Max(most, now);
                await HandleAsync(message, ct);
                Interlocked.Decrement(ref running);
            },
            maxConcurrency: 2));
        for (var i = 0; i < 6; i++) await rig.Peer.SendTextAsync($"{i}");
        await _begun.Has(2);

        _permits.Release(6);

        await _done.Has(6);
        Assert.Equal(2, most);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_full_inbox_stops_the_reading_and_its_handler_sets_it_going_again(bool behindOperators)
    {
        const int Capacity = 3, Count = 400;
        var (delivered, handled, most) = (0, 0, 0);
        var ended = new TaskCompletionSource();
        await using var rig = await ClientRig.OpenAsync(before: socket =>
        {
            socket.Messages.Subscribe(_ => most = Math.Max(most, ++delivered - Volatile.Read(ref handled)));
            var source = behindOperators ? socket.Messages.Where(m => m.IsText).Select(m => m).Do(_ => { }) : socket.Messages;
            source.SubscribeAwait(
                async (_, ct) =>
                {
                    await _permits.WaitAsync(ct);
                    if (Interlocked.Increment(ref handled) == Count) ended.SetResult();
                },
                Capacity);
        });
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < Count; i++) await rig.Peer.SendTextAsync(new string('m', 1000));      // far more than link and buffer hold
        }, Ct);
        await Until(() => Volatile.Read(ref delivered) >= Capacity);
        Assert.False(writing.IsCompleted);

        _permits.Release(Count);

        await writing.Soon();
        await ended.Task.Soon();
        Assert.InRange(most, Capacity, Capacity + 2);      // the one that is handled, and the one whose end is not counted yet
    }

    [Fact]
    public async Task A_full_inbox_of_one_connection_does_not_stop_another()
    {
        await using var rig = new ServerRig();
        var (first, one) = await rig.ConnectAsync();
        var (second, two) = await rig.ConnectAsync();
        one.Messages.SubscribeAwait(HandleAsync, capacity: 1);
        var others = two.Messages.Record();
        for (var i = 0; i < 5; i++) await first.SendTextAsync($"{i}");
        await _begun.Has(1);

        await second.SendTextAsync("passes");

        Assert.Equal("passes", (await others.Has(1))[0].Text);
        _permits.Release(5);
        await _done.Has(5);
    }

    [Fact]
    public async Task Behind_a_foreign_operator_an_overload_disconnects_with_1008_and_is_told_once()
    {
        await using var rig = await ClientRig.OpenAsync(before: socket =>
            socket.Messages.ObserveOn(TaskPoolScheduler.Default).SubscribeAwait(HandleAsync, capacity: 2));
        var errors = rig.Socket.Errors.Record();
        for (var i = 0; i < 20; i++) await rig.Peer.SendTextAsync($"{i}");

        Assert.StartsWith("880B03F0", await rig.Peer.NextAsync(), StringComparison.Ordinal);
        await rig.Peer.SendAsync("88 02 03 F0");
        rig.Peer.Vanish();
        await rig.Socket.Closed.Soon();

        var congestion = Assert.Single(errors.Values);
        Assert.Equal(WebSocketErrorCode.Congested, congestion.Code);
        Assert.Contains("(2 events)", congestion.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WhenFull.DropNewest, "0 1 2", "3 4 5")]
    [InlineData(WhenFull.DropOldest, "0 4 5", "1 2 3")]
    public async Task What_a_policy_discards_is_told_on_drops(WhenFull policy, string handled, string dropped)
    {
        await using var rig = await ClientRig.OpenAsync(before: socket => socket.Messages.SubscribeAwait(HandleAsync, capacity: 2, policy));
        var drops = rig.Socket.Drops.Record();
        await rig.Peer.SendTextAsync("0");
        await _begun.Has(1);
        for (var i = 1; i <= 5; i++) await rig.Peer.SendTextAsync($"{i}");
        await drops.Has(3);

        _permits.Release(10);

        Assert.Equal(handled.Split(' '), await _done.Has(3));
        Assert.Equal(dropped.Split(' '), drops.Values.Select(drop => ((WebSocketMessage)drop.Message!).Text));
        Assert.All(drops.Values, drop => Assert.Equal((DropReason.QueueFull, "text"), (drop.Reason, drop.MessageType)));
    }

    [Fact]
    public async Task A_full_inbox_that_disconnects_does_so_even_on_the_loop()
    {
        await using var rig = await ServerRig.OpenAsync();
        var errors = rig.Server.Errors.Record();
        rig.Connection.Messages.SubscribeAwait(HandleAsync, capacity: 1, WhenFull.Disconnect);
        for (var i = 0; i < 4; i++) await rig.Peer.SendTextAsync($"{i}");
        Assert.StartsWith("880B03F0", await rig.Peer.NextAsync(), StringComparison.Ordinal);
        var congestion = (await errors.Has(1))[0];
        Assert.Equal((WebSocketErrorCode.Congested, rig.Connection), (congestion.Code, congestion.Connection));
    }

    [Fact]
    public async Task A_handler_that_throws_is_told_and_keeps_receiving()
    {
        var handled = new Recorder<string>();
        await using var rig = await ClientRig.OpenAsync(before: socket => socket.Messages.Where(m => m.IsText).SubscribeAwait((message, _) =>
        {
            handled.OnNext(message.Text!);
            throw new InvalidOperationException("no luck");
        }));
        var errors = rig.Socket.Errors.Record();
        await rig.Peer.SendTextAsync("one");
        await rig.Peer.SendTextAsync("two");

        Assert.Equal(["one", "two"], await handled.Has(2));
        await errors.Has(2);
        Assert.All(errors.Values, error =>
        {
            Assert.Equal(WebSocketErrorCode.SubscriberFailed, error.Code);
            Assert.Equal("no luck", error.InnerException!.Message);
            Assert.Contains("Messages", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_handler_of_errors_that_throws_goes_to_the_log_alone()
    {
        var log = new LogRecorder();
        await using var rig = await ClientRig.OpenAsync(options => options with { LoggerFactory = log });
        var errors = rig.Socket.Errors.Record();
        rig.Socket.Errors.SubscribeAwait((_, _) => throw new InvalidOperationException("again"));
        rig.Peer.Vanish();
        await rig.Socket.Closed.Soon();

        await Until(() => !log.Records.IsEmpty);
        Assert.Equal("again", Assert.Single(log.Records).Exception!.Message);
        Assert.Equal(WebSocketErrorCode.ConnectionFailed, Assert.Single(errors.Values).Code);
    }

    [Fact]
    public async Task A_full_inbox_of_errors_does_not_breed_errors()
    {
        await using var rig = await ClientRig.OpenAsync();
        rig.Socket.Errors.SubscribeAwait(async (_, ct) => await _permits.WaitAsync(ct), capacity: 1, WhenFull.Disconnect);
        var errors = rig.Socket.Errors.Record();
        var drops = rig.Socket.Drops.Record();
        rig.Socket.Messages.Subscribe(_ => throw new InvalidOperationException());
        for (var i = 0; i < 5; i++) await rig.Peer.SendTextAsync($"{i}");

        await errors.Has(5);
        await Until(() => drops.Values.Count >= 3);
        Assert.All(errors.Values, error => Assert.Equal(WebSocketErrorCode.SubscriberFailed, error.Code));
        Assert.Equal(ConnectionState.Open, rig.Socket.State);
    }

    [Fact]
    public async Task Disposing_the_subscription_cancels_its_handler_and_sets_the_reading_going()
    {
        var cancelled = new TaskCompletionSource();
        await using var rig = await ClientRig.OpenAsync();
        var subscription = rig.Socket.Messages.SubscribeAwait(async (_, ct) =>
        {
            _begun.OnNext("");
            await using var registered = ct.Register(cancelled.SetResult);
            await _permits.WaitAsync(ct);
        }, capacity: 1);
        for (var i = 0; i < 3; i++) await rig.Peer.SendTextAsync($"{i}");
        await _begun.Has(1);
        var errors = rig.Socket.Errors.Record();

        subscription.Dispose();

        await cancelled.Task.Soon();
        await rig.Peer.SendAsync("89 00");
        Assert.Equal("8A00", await rig.Peer.NextAsync());
        Assert.Empty(errors.Values);
        Assert.Single(_begun.Values);
    }

    [Fact]
    public async Task Capacity_and_concurrency_are_at_least_one()
    {
        await using var socket = new ReactiveWebSocket();
        Assert.Throws<ArgumentOutOfRangeException>(() => socket.Messages.SubscribeAwait(HandleAsync, capacity: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => socket.Messages.SubscribeAwait(HandleAsync, maxConcurrency: 0));
    }
}
