namespace ReactiveWs.Generators.Tests.Typed;

/// <summary>Each overflow policy towards a peer that takes nothing for a while. Alone: it measures the memory of the process.</summary>
[Collection(nameof(ListensToTheProcess))]
public sealed class SlowPeerTests : OrdersTests
{
    private readonly Taken<WebSocketMessage> _arrived;
    private Orders.Peer _peer = null!;
    private Taken<DroppedMessage> _drops = null!;

    public SlowPeerTests()
        : base(new WebSocketServerConfig { PingInterval = TimeSpan.Zero, HighWaterMark = 100, SendTimeout = TimeSpan.Zero }) => _arrived = Client.Socket.Messages.Take();

    [Fact]
    public async Task DropOldest_keeps_the_newest_that_there_is_room_for()
    {
        await ConnectToSlowAsync();
        for (var n = 1; n <= 5; n++) Assert.Equal(SendResult.Queued, await _peer.SendAsync(new Orders.Oldest(n), Cancellation));
        for (var n = 1; n <= 2; n++) Assert.Equal(Dropped(DropReason.QueueFull, new Orders.Oldest(n)), await _drops.NextAsync());
        await Arrives(new Orders.Oldest(3), new Orders.Oldest(4), new Orders.Oldest(5));
    }

    [Fact]
    public async Task DropNewest_keeps_the_oldest_and_says_Dropped()
    {
        await ConnectToSlowAsync();
        for (var n = 1; n <= 3; n++) Assert.Equal(SendResult.Queued, await _peer.SendAsync(new Orders.Newest(n), Cancellation));
        Assert.Equal(SendResult.Dropped, await _peer.SendAsync(new Orders.Newest(4), Cancellation));
        Assert.Equal(Dropped(DropReason.QueueFull, new Orders.Newest(4)), await _drops.NextAsync());
        await Arrives(new Orders.Newest(1), new Orders.Newest(2), new Orders.Newest(3));
    }

    [Fact]
    public async Task Conflate_keeps_the_latest_of_each_key_in_the_place_of_the_first()
    {
        await ConnectToSlowAsync();
        foreach (var message in new Orders.Latest[] { new("a", 1), new("b", 2), new("a", 3), new("a", 4) }) Assert.Equal(SendResult.Queued, await _peer.SendAsync(message, Cancellation));
        Assert.Equal(Dropped(DropReason.Conflated, new Orders.Latest("a", 1)), await _drops.NextAsync());
        Assert.Equal(Dropped(DropReason.Conflated, new Orders.Latest("a", 3)), await _drops.NextAsync());
        await Arrives(new Orders.Latest("a", 4), new Orders.Latest("b", 2));
    }

    [Fact]
    public async Task Conflate_drops_the_oldest_when_more_keys_wait_than_its_capacity()
    {
        await ConnectToSlowAsync();
        foreach (var message in new Orders.Latest[] { new("a", 1), new("b", 2), new("c", 3) }) await _peer.SendAsync(message, Cancellation);
        Assert.Equal(Dropped(DropReason.QueueFull, new Orders.Latest("a", 1)), await _drops.NextAsync());
        await Arrives(new Orders.Latest("b", 2), new Orders.Latest("c", 3));
    }

    [Fact]
    public async Task Disconnect_closes_with_1008_and_is_told_on_Errors()
    {
        await ConnectToSlowAsync();
        var errors = _peer.Connection.Errors.Take();
        for (var n = 1; n <= 2; n++) Assert.Equal(SendResult.Queued, await _peer.SendAsync(new Orders.Strict(n), Cancellation));
        Assert.Equal(SendResult.Dropped, await _peer.SendAsync(new Orders.Strict(3), Cancellation));
        Assert.Equal(Dropped(DropReason.QueueFull, new Orders.Strict(3)), await _drops.NextAsync());
        var error = await errors.NextAsync();
        Assert.Equal(WebSocketErrorCode.Congested, error.Code);
        Assert.StartsWith("2 Strict messages wait for a peer that does not take them", error.Message, StringComparison.Ordinal);

        await Arrives(new Orders.Strict(1), new Orders.Strict(2));
        Assert.Equal(1008, (await Client.Socket.Closed.WaitAsync(Ends.Guard, Cancellation)).Code);
    }

    [Fact]
    public async Task Wait_makes_the_sender_wait_and_drops_nothing()
    {
        await ConnectToSlowAsync();
        var sends = Enumerable.Range(1, 5).Select(n => _peer.SendAsync(new Orders.Patient(n), Cancellation).AsTask()).ToList();
        Assert.All(sends, send => Assert.False(send.IsCompleted));
        await Arrives(Enumerable.Range(1, 5).Select(n => new Orders.Patient(n)).ToArray<object>());
        Assert.All(await Task.WhenAll(sends), result => Assert.Equal(SendResult.Queued, result));
        Assert.True(_drops.IsEmpty);
    }

    [Fact]
    public async Task A_broadcast_keeps_to_the_policy_for_the_slow_and_reaches_the_others()
    {
        await ConnectToSlowAsync();
        var other = Ends.Keep(new Orders.Client());
        var received = other.Latests.Take();
        await other.ConnectAsync("ws://localhost/", Ends.Options, Cancellation);

        for (var n = 1; n <= 3; n++) Assert.Equal(2, await Server.BroadcastAsync(new Orders.Latest("a", n), Cancellation).AsTask().WaitAsync(Ends.Guard, Cancellation));

        for (var n = 1; n <= 3; n++) Assert.Equal(new Orders.Latest("a", n), await received.NextAsync());
        for (var n = 1; n <= 2; n++) Assert.Equal(Dropped(DropReason.Conflated, new Orders.Latest("a", n)), await _drops.NextAsync());
        await Arrives(new Orders.Latest("a", 3));
    }

    [Fact]
    public async Task What_waits_when_the_connection_is_closed_leaves_before_the_close_frame()
    {
        await ConnectToSlowAsync();
        for (var n = 1; n <= 3; n++) await _peer.SendAsync(new Orders.Oldest(n), Cancellation);
        _ = _peer.CloseAsync(Cancellation);
        await Arrives(new Orders.Oldest(1), new Orders.Oldest(2), new Orders.Oldest(3));
        Assert.True((await Client.Socket.Closed.WaitAsync(Ends.Guard, Cancellation)).WasClean);
    }

    [Fact]
    public async Task What_waits_when_the_link_dies_is_told_before_the_end()
    {
        await ConnectToSlowAsync();
        for (var n = 1; n <= 3; n++) await _peer.SendAsync(new Orders.Oldest(n), Cancellation);

        _link.Cut();

        for (var n = 1; n <= 3; n++) Assert.Equal(Dropped(DropReason.ConnectionEnded, new Orders.Oldest(n)), await _drops.NextAsync());
        await _drops.EndAsync();
        // the one that filled the queue was in the write that broke: it may have arrived
        Assert.InRange((await _peer.Connection.Closed.WaitAsync(Ends.Guard, Cancellation)).Undelivered, 0, 1);
    }

    [Theory]
    [InlineData("oldest")]
    [InlineData("newest")]
    [InlineData("latest")]
    [InlineData("strict")]
    [InlineData("patient")]
    public async Task Memory_stays_bounded_however_much_is_sent(string policy)
    {
        const int Count = 6000;
        await ConnectToSlowAsync(recordDrops: false);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (queued, dropped, refused) = (0, 0, 0);
        for (var n = 0; n < Count; n++)
        {
            var sent = Send(policy, n, new string('x', 4000));
            if (!sent.IsCompleted) queued++;                                      // waits: at most 4,096 do
            else if (!sent.IsCompletedSuccessfully) refused++;
            else if (await sent == SendResult.Dropped) dropped++;
            else queued++;
        }
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.Equal(Count, queued + dropped + refused);
        // all of them are 48 MB; those that Wait lets wait are 33 MB, those of the others a few
        Assert.InRange(held, long.MinValue, policy == "patient" ? 40_000_000 : 10_000_000);
        if (policy == "patient") Assert.Equal(4096, queued);
        _link.Cut();
    }

    private ValueTask<SendResult> Send(string policy, int n, string padding) => policy switch
    {
        "oldest" => _peer.SendAsync(new Orders.Oldest(n, padding), Cancellation),
        "newest" => _peer.SendAsync(new Orders.Newest(n, padding), Cancellation),
        "latest" => _peer.SendAsync(new Orders.Latest($"{n}", n, padding), Cancellation),
        "strict" => _peer.SendAsync(new Orders.Strict(n, padding), Cancellation),
        _ => _peer.SendAsync(new Orders.Patient(n, padding), Cancellation),
    };

    private ReactiveWs.Testing.FaultyLink _link = null!;

    /// <summary>A client whose link takes nothing, with one message in the queue, which is full then.</summary>
    private async Task ConnectToSlowAsync(bool recordDrops = true)
    {
        var connects = Server.Connects.Take();
        await ConnectAsync(Ends.Options);
        _peer = await connects.NextAsync();
        _link = Ends.Link;
        if (recordDrops) _drops = _peer.Connection.Drops.Take();
        _link.Stall();
        await _peer.SendAsync(new Orders.Plain(0, new string('.', 100)), Cancellation);
    }

    private DroppedMessage Dropped(DropReason reason, object message) => new(reason, message.GetType().Name, message, _peer.Connection);

    private async Task Arrives(params object[] expected)
    {
        _link.Resume();
        Assert.Contains("plain", (await _arrived.NextAsync()).Text, StringComparison.Ordinal);
        foreach (var message in expected)
        {
            var text = (await _arrived.NextAsync()).Text!;
            var n = System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("n");
            Assert.StartsWith($$"""{"type":"{{message.GetType().Name.ToLowerInvariant()}}",""", text, StringComparison.Ordinal);
            Assert.Equal(((dynamic)message).N, n.GetInt32());
        }
    }
}
