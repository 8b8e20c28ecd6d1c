namespace ReactiveWs.Generators.Tests.Typed;

/// <summary>Each overflow policy in front of a handler that is busy for a while.</summary>
public sealed class SlowHandlerTests : OrdersTests
{
    private readonly Busy _handler = new();
    private Orders.Peer _peer = null!;
    private Taken<DroppedMessage> _drops = null!;

    public SlowHandlerTests() => Server.Attach(_handler);

    public override ValueTask DisposeAsync()
    {
        _handler.Free.TrySetResult();
        return base.DisposeAsync();
    }

    [Fact]
    public async Task DropOldest_handles_the_newest_that_there_is_room_for()
    {
        await ConnectToBusyAsync();
        for (var n = 1; n <= 5; n++) await Client.SendAsync(new Orders.Oldest(n), Cancellation);
        for (var n = 1; n <= 2; n++) Assert.Equal(Dropped(DropReason.QueueFull, new Orders.Oldest(n)), await _drops.NextAsync());
        await Handles(new Orders.Oldest(3), new Orders.Oldest(4), new Orders.Oldest(5));
    }

    [Fact]
    public async Task DropNewest_handles_the_oldest()
    {
        await ConnectToBusyAsync();
        for (var n = 1; n <= 5; n++) await Client.SendAsync(new Orders.Newest(n), Cancellation);
        for (var n = 4; n <= 5; n++) Assert.Equal(Dropped(DropReason.QueueFull, new Orders.Newest(n)), await _drops.NextAsync());
        await Handles(new Orders.Newest(1), new Orders.Newest(2), new Orders.Newest(3));
    }

    [Fact]
    public async Task Conflate_handles_the_latest_of_each_key()
    {
        await ConnectToBusyAsync();
        foreach (var message in new Orders.Latest[] { new("a", 1), new("b", 2), new("a", 3) }) await Client.SendAsync(message, Cancellation);
        Assert.Equal(Dropped(DropReason.Conflated, new Orders.Latest("a", 1)), await _drops.NextAsync());
        await Handles(new Orders.Latest("a", 3), new Orders.Latest("b", 2));
    }

    [Fact]
    public async Task Messages_with_and_without_a_policy_are_handled_in_the_order_of_the_wire()
    {
        await ConnectToBusyAsync();
        await Client.SendAsync(new Orders.Plain(1), Cancellation);
        await Client.SendAsync(new Orders.Oldest(2), Cancellation);
        await Client.SendAsync(new Orders.Latest("a", 3), Cancellation);
        await Client.SendAsync(new Orders.Plain(4), Cancellation);
        await Handles(new Orders.Plain(1), new Orders.Oldest(2), new Orders.Latest("a", 3), new Orders.Plain(4));
    }

    [Fact]
    public async Task Disconnect_closes_with_1008_and_is_told_on_Errors()
    {
        await ConnectToBusyAsync();
        var errors = _peer.Connection.Errors.Take();
        for (var n = 1; n <= 3; n++) await Client.SendAsync(new Orders.Strict(n), Cancellation);

        Assert.Equal(Dropped(DropReason.QueueFull, new Orders.Strict(3)), await _drops.NextAsync());
        var error = await errors.NextAsync();
        Assert.Equal(WebSocketErrorCode.Congested, error.Code);
        Assert.StartsWith("2 Strict messages wait for their handler", error.Message, StringComparison.Ordinal);
        await Handles(new Orders.Strict(1), new Orders.Strict(2));
        Assert.Equal(1008, (await Client.Socket.Closed.WaitAsync(Ends.Guard, Cancellation)).Code);
    }

    [Fact]
    public async Task Wait_stops_reading_and_drops_nothing()
    {
        const int Count = 2000;
        await ConnectToBusyAsync();
        // more than the inbox and the link can hold
        var sending = Task.Run(async () =>
        {
            for (var n = 1; n <= Count; n++) await Client.SendAsync(new Orders.Patient(n, new string('x', 2000)), Cancellation);
        }, Cancellation);
        await Until(() => _read >= 255);
        Assert.True(_read < Count / 2, $"{_read} were read");

        _handler.Free.SetResult();
        await sending.WaitAsync(Ends.Guard, Cancellation);
        for (var n = 1; n <= Count; n++) Assert.Equal(n, ((Orders.Patient)await _handler.Handled.NextAsync()).N);
        Assert.True(_drops.IsEmpty);
    }

    private volatile int _read;

    /// <summary>A peer whose handler is at work.</summary>
    private async Task ConnectToBusyAsync()
    {
        var connects = Server.Connects.Take();
        Server.Patients.Subscribe(_ => _read++);
        await ConnectAsync(Ends.Options);
        _peer = await connects.NextAsync();
        _drops = _peer.Connection.Drops.Take();
        await Client.SendAsync(new Orders.Hint(0), Cancellation);
        await _handler.AtWork.Task.WaitAsync(Ends.Guard, Cancellation);
    }

    private DroppedMessage Dropped(DropReason reason, object message) => new(reason, message.GetType().Name, message, _peer.Connection);

    /// <summary>Lets the handler go on when all that was sent has been read.</summary>
    private async Task Handles(params object[] expected)
    {
        var last = Server.Pleases.Take();
        if (Client.Socket.State == ConnectionState.Open && !_peer.Connection.Closed.IsCompleted)
        {
            try
            {
                await Client.SendAsync(new Orders.Please(), Cancellation);
                await last.NextAsync();
            }
            catch (ReactiveWsException)
            {
                // closed meanwhile, by the policy
            }
        }
        _handler.Free.SetResult();
        foreach (var message in expected) Assert.Equal(message, await _handler.Handled.NextAsync());
    }

    private static async Task Until(Func<bool> condition)
    {
        using var guard = new CancellationTokenSource(Ends.Guard);
        while (!condition())
        {
            guard.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>Stays with its first message until it is free.</summary>
    private sealed class Busy : Orders.IServerHandler
    {
        public TaskCompletionSource AtWork { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Free { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Taken<object> Handled { get; } = new(System.Reactive.Linq.Observable.Never<object>());

        public async ValueTask OnHintAsync(Orders.Hint hint, Orders.Peer peer, CancellationToken cancellationToken)
        {
            AtWork.SetResult();
            await Free.Task;
        }

        public ValueTask OnPlainAsync(Orders.Plain plain, Orders.Peer peer, CancellationToken cancellationToken) => Note(plain);

        public ValueTask OnPlaceAsync(Orders.Place place, Orders.Peer peer, CancellationToken cancellationToken) => Note(place);

        public ValueTask OnCancelAsync(Orders.Cancel cancel, Orders.Peer peer, CancellationToken cancellationToken) => Note(cancel);

        public ValueTask OnAskAsync(Orders.Ask ask, Orders.Peer peer, CancellationToken cancellationToken) => Note(ask);

        public ValueTask OnBidAsync(Orders.Bid bid, Orders.Peer peer, CancellationToken cancellationToken) => Note(bid);

        public ValueTask OnPatientAsync(Orders.Patient patient, Orders.Peer peer, CancellationToken cancellationToken) => Note(patient);

        public ValueTask OnOldestAsync(Orders.Oldest oldest, Orders.Peer peer, CancellationToken cancellationToken) => Note(oldest);

        public ValueTask OnNewestAsync(Orders.Newest newest, Orders.Peer peer, CancellationToken cancellationToken) => Note(newest);

        public ValueTask OnLatestAsync(Orders.Latest latest, Orders.Peer peer, CancellationToken cancellationToken) => Note(latest);

        public ValueTask OnStrictAsync(Orders.Strict strict, Orders.Peer peer, CancellationToken cancellationToken) => Note(strict);

        public ValueTask OnSubscribeAsync(Orders.Subscribe subscribe, Orders.Peer peer, CancellationToken cancellationToken) => default;

        public ValueTask OnUnsubscribeAsync(Orders.Unsubscribe unsubscribe, Orders.Peer peer, CancellationToken cancellationToken) => default;

        public ValueTask OnWatchAsync(Orders.Watch watch, Orders.Peer peer, CancellationToken cancellationToken) => default;

        public ValueTask OnPleaseAsync(Orders.Please please, Orders.Peer peer, CancellationToken cancellationToken) => default;

        private ValueTask Note(object message)
        {
            Handled.OnNext(message);
            return default;
        }
    }
}
