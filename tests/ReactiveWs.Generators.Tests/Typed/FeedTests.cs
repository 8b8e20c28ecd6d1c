namespace ReactiveWs.Generators.Tests.Typed;

public sealed class FeedTests : IAsyncDisposable
{
    private readonly Ends _ends = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _ends.DisposeAsync();

    [Fact]
    public async Task The_payload_has_a_path_of_its_own()
    {
        using var server = new Feed.Server(_ends.Server);
        var texts = _ends.Server.MessageReceived.Take();
        var feed = _ends.Keep(new Feed.Client());
        await feed.ConnectAsync("ws://localhost/", _ends.Options, Cancellation);

        await feed.SendAsync(new Feed.Subscribe("BTC"), Cancellation);

        Assert.Equal("""{"e":"sub","data":{"symbol":"BTC"}}""", (await texts.NextAsync()).Message.Text);
    }

    [Fact]
    public async Task The_first_subscriber_of_a_key_subscribes_and_the_last_one_unsubscribes()
    {
        using var server = new Feed.Server(_ends.Server);
        var subs = server.Subscribes.Take();
        var unsubs = server.Unsubscribes.Take();
        var feed = _ends.Keep(new Feed.Client());
        await feed.ConnectAsync("ws://localhost/", _ends.Options, Cancellation);
        var one = new Taken<Feed.Trade>(System.Reactive.Linq.Observable.Never<Feed.Trade>());

        var first = feed.Trades("BTC").Subscribe(one);
        var second = feed.Trades("BTC").Subscribe(new Taken<Feed.Trade>(System.Reactive.Linq.Observable.Never<Feed.Trade>()));
        var (sub, peer) = await subs.NextAsync();
        await peer.SendAsync(new Feed.Trade("ETH", 1), Cancellation);
        await peer.SendAsync(new Feed.Trade("BTC", 2), Cancellation);

        Assert.Equal("BTC", sub.Symbol);
        Assert.Equal(new Feed.Trade("BTC", 2), await one.NextAsync());
        first.Dispose();
        Assert.True(unsubs.IsEmpty);
        second.Dispose();
        Assert.Equal("BTC", (await unsubs.NextAsync()).Message.Symbol);
        Assert.True(subs.IsEmpty);
    }

    [Fact]
    public async Task What_was_subscribed_before_the_connection_is_sent_when_it_opens_in_order()
    {
        using var server = new Feed.Server(_ends.Server);
        var subs = server.Subscribes.Take();
        var feed = _ends.Keep(new Feed.Client());
        feed.Trades("B").Take();
        feed.Trades("A").Take();

        await feed.ConnectAsync("ws://localhost/", _ends.Options, Cancellation);

        Assert.Equal("B", (await subs.NextAsync()).Message.Symbol);
        Assert.Equal("A", (await subs.NextAsync()).Message.Symbol);
    }

    [Fact]
    public async Task A_protocol_can_close_on_a_malformed_message()
    {
        using var server = new Feed.Server(_ends.Server);
        var feed = _ends.Keep(new Feed.Client());
        await feed.ConnectAsync("ws://localhost/", _ends.Options, Cancellation);

        await feed.Socket.SendAsync("""{"e":"sub","data":{"symbol":null}}""", Cancellation);

        Assert.Equal(1007, (await feed.Socket.Closed.WaitAsync(Ends.Guard, Cancellation)).Code);
    }

    [Fact]
    public async Task What_is_offline_is_dropped_where_the_message_says_so()
    {
        using var server = new Feed.Server(_ends.Server);
        var connects = server.Connects.Take();
        var feed = _ends.Keep(new Feed.Client());
        await feed.ConnectAsync("ws://localhost/", _ends.Options, Cancellation);
        var peer = await connects.NextAsync();

        await feed.CloseAsync(Cancellation).WaitAsync(Ends.Guard, Cancellation);
        await peer.Connection.Closed.WaitAsync(Ends.Guard, Cancellation);

        Assert.Equal(SendResult.Dropped, await peer.SendAsync(new Feed.Quote("BTC", 1), Cancellation));
    }
}
