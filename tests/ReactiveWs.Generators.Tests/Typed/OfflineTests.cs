using ReactiveWs.Testing;

namespace ReactiveWs.Generators.Tests.Typed;

/// <summary>What sending does while there is no connection, and what the next connection brings.</summary>
public sealed class OfflineTests : OrdersTests
{
    private readonly Taken<ServerMessage> _arrived;

    public OfflineTests() => _arrived = Ends.Server.MessageReceived.Take();

    [Fact]
    public async Task What_is_sent_before_the_first_connection_is_kept_and_flushed_in_order_across_types()
    {
        Assert.Equal(SendResult.Buffered, await Client.SendAsync(new Orders.Place(1), Cancellation));
        Assert.Equal(SendResult.Buffered, await Client.SendAsync(new Orders.Cancel(2), Cancellation));
        Assert.Equal(SendResult.Buffered, await Client.SendAsync(new Orders.Place(3), Cancellation));

        await ConnectAsync();

        Assert.Equal(SendResult.Queued, await Client.SendAsync(new Orders.Place(4), Cancellation));
        await Arrives("place 1", "cancel 2", "place 3", "place 4");
    }

    [Fact]
    public async Task What_is_sent_while_the_link_is_down_arrives_once_after_the_reconnect()
    {
        await ConnectAsync();
        await Client.SendAsync(new Orders.Place(1), Cancellation);
        await Arrives("place 1");
        await Ends.CutAsync();
        Assert.Equal(SendResult.Buffered, await Client.SendAsync(new Orders.Place(2), Cancellation));
        Assert.Equal(SendResult.Buffered, await Client.SendAsync(new Orders.Cancel(3), Cancellation));

        await Ends.ReturnAsync(Client.Socket);
        await Arrives("place 2", "cancel 3");
        await Client.SendAsync(new Orders.Plain(4), Cancellation);
        await Arrives("plain 4");

        await Ends.CutAsync();
        await Ends.ReturnAsync(Client.Socket);
        await Client.SendAsync(new Orders.Plain(5), Cancellation);
        await Arrives("plain 5");
    }

    [Fact]
    public async Task What_subscribers_of_Opens_send_goes_before_what_was_kept()
    {
        await Client.SendAsync(new Orders.Place(2), Cancellation);
        Client.Socket.Opens.SubscribeAwait(async (_, ct) => await Client.SendAsync(new Orders.Plain(1), ct));

        await ConnectAsync();

        await Arrives("plain 1", "place 2");
    }

    [Fact]
    public async Task A_full_buffer_whose_senders_would_wait_is_Congested_and_says_so()
    {
        var errors = Client.Socket.Errors.Take();
        for (var n = 1; n <= 3; n++) await Client.SendAsync(new Orders.Place(n), Cancellation);

        var refused = await Assert.ThrowsAsync<ReactiveWsException>(async () => await Client.SendAsync(new Orders.Place(4), Cancellation));

        Assert.Equal(WebSocketErrorCode.Congested, refused.Code);
        Assert.StartsWith("3 Place messages wait for a connection already", refused.Message, StringComparison.Ordinal);
        Assert.Same(refused, await errors.NextAsync());
        await ConnectAsync();
        await Arrives("place 1", "place 2", "place 3");
        Assert.Equal(SendResult.Queued, await Client.SendAsync(new Orders.Place(5), Cancellation));
        await Arrives("place 5");
    }

    [Fact]
    public async Task A_full_buffer_drops_what_the_policy_of_its_type_says_and_tells()
    {
        var drops = Client.Socket.Drops.Take();
        for (var n = 1; n <= 3; n++) Assert.Equal(SendResult.Buffered, await Client.SendAsync(new Orders.Cancel(n), Cancellation));
        Assert.Equal(new DroppedMessage(DropReason.QueueFull, "Cancel", new Orders.Cancel(1), null), await drops.NextAsync());

        for (var n = 1; n <= 2; n++) Assert.Equal(SendResult.Buffered, await Client.SendAsync(new Orders.Ask(n), Cancellation));
        Assert.Equal(SendResult.Dropped, await Client.SendAsync(new Orders.Ask(3), Cancellation));
        Assert.Equal(new DroppedMessage(DropReason.QueueFull, "Ask", new Orders.Ask(3), null), await drops.NextAsync());

        for (var n = 1; n <= 2; n++) Assert.Equal(SendResult.Buffered, await Client.SendAsync(new Orders.Bid("A", n), Cancellation));
        Assert.Equal(new DroppedMessage(DropReason.Conflated, "Bid", new Orders.Bid("A", 1), null), await drops.NextAsync());

        await ConnectAsync();
        await Arrives("cancel 2", "cancel 3", "ask 1", "ask 2", "bid 2");
    }

    [Fact]
    public async Task What_may_be_dropped_offline_is_dropped_and_told_before_during_and_after_a_connection()
    {
        var drops = Client.Socket.Drops.Take();
        Assert.Equal(SendResult.Dropped, await Client.SendAsync(new Orders.Hint(1), Cancellation));
        Assert.Equal(new DroppedMessage(DropReason.Offline, "Hint", new Orders.Hint(1), null), await drops.NextAsync());
        await ConnectAsync();
        Assert.Equal(SendResult.Queued, await Client.SendAsync(new Orders.Hint(2), Cancellation));
        await Arrives("hint 2");
        await Ends.CutAsync();
        Assert.Equal(SendResult.Dropped, await Client.SendAsync(new Orders.Hint(3), Cancellation));
        Assert.Equal(new Orders.Hint(3), (await drops.NextAsync()).Message);
    }

    [Fact]
    public async Task Without_a_policy_sending_offline_fails()
    {
        var before = await Assert.ThrowsAsync<ReactiveWsException>(async () => await Client.SendAsync(new Orders.Plain(1), Cancellation));
        await ConnectAsync();
        await Ends.CutAsync();
        var after = await Assert.ThrowsAsync<ReactiveWsException>(async () => await Client.SendAsync(new Orders.Newest(1), Cancellation));

        Assert.Equal((WebSocketErrorCode.NotConnected, WebSocketErrorCode.NotConnected), (before.Code, after.Code));
        await Ends.ReturnAsync(Client.Socket);
        await Client.SendAsync(new Orders.Plain(2), Cancellation);
        await Arrives("plain 2");
    }

    [Fact]
    public async Task What_is_still_kept_at_the_disposal_is_told()
    {
        var drops = Client.Socket.Drops.Take();
        await Client.SendAsync(new Orders.Place(1), Cancellation);
        await Client.DisposeAsync();

        Assert.Equal(new DroppedMessage(DropReason.Offline, "Place", new Orders.Place(1), null), await drops.NextAsync());
        await drops.EndAsync();
        var refused = await Assert.ThrowsAsync<ReactiveWsException>(async () => await Client.SendAsync(new Orders.Place(2), Cancellation));
        Assert.Equal(WebSocketErrorCode.NotConnected, refused.Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Over_links_that_are_cut_anywhere_what_is_kept_arrives_once_and_in_order(int seed)
    {
        const int Count = 1000;
        var random = new Random(seed);
        var network = new MemoryNetwork(Ends.Server, new() { PingInterval = TimeSpan.Zero });
        var ends = Client.Socket.Closes.Record();
        var arrived = Ends.Server.MessageReceived.Record();
        var reconnecting = network.Options with { PingInterval = TimeSpan.Zero, HighWaterMark = 200, Reconnect = new() { InitialDelay = TimeSpan.FromSeconds(1), Jitter = false } };
        await Client.ConnectAsync("ws://localhost/", reconnecting, Cancellation).WaitAsync(Ends.Guard, Cancellation);
        network.Link.CutAfterWriting(random.Next(3000));
        var results = new List<SendResult>();
        for (var n = 1; n <= Count; n++)
        {
            var result = await Client.SendAsync(new Orders.Place(n), Cancellation).AsTask().WaitAsync(Ends.Guard, Cancellation);
            results.Add(result);
            if (result != SendResult.Buffered) continue;
            var opens = Client.Socket.Opens.Record();
            await network.Time.WaitForTimerAsync(TimeSpan.FromSeconds(1), Cancellation).WaitAsync(Ends.Guard, Cancellation);
            network.Time.Advance(TimeSpan.FromSeconds(1));
            await opens.WaitForAsync(1, Cancellation).WaitAsync(Ends.Guard, Cancellation);
            network.Link.CutAfterWriting(random.Next(3000));
        }
        await Client.CloseAsync(Cancellation).WaitAsync(Ends.Guard, Cancellation);
        while (Ends.Server.ListAllConnections().Count > 0) await Task.Yield();

        var received = arrived.Values.Select(message => (message.ClientConnection, N: int.Parse(Short(message.Message.Text!).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture))).ToList();
        Assert.Contains(SendResult.Buffered, results);
        Assert.Equal(received.Count, received.DistinctBy(message => message.N).Count());
        // the server may still read from the old link when the new one has spoken
        Assert.All(received.GroupBy(message => message.ClientConnection), link => Assert.Equal(link.Select(message => message.N).Order(), link.Select(message => message.N)));
        Assert.InRange(received.Count + ends.Values.Sum(end => end.Undelivered), 1, Count);       // and what was in a write that broke
    }

    private Task ConnectAsync() => ConnectAsync(Ends.Reconnecting);

    private async Task Arrives(params string[] expected)
    {
        foreach (var message in expected) Assert.Equal(message, Short((await _arrived.NextAsync()).Message.Text!));
    }

    /// <summary>The type and the number of a message.</summary>
    private static string Short(string json)
    {
        var message = System.Text.Json.JsonDocument.Parse(json).RootElement;
        return $"{message.GetProperty("type")} {message.GetProperty("n")}";
    }
}
