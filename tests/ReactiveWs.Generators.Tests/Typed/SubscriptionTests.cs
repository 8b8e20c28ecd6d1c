using System.Reactive.Linq;

namespace ReactiveWs.Generators.Tests.Typed;

/// <summary>Keyed subscriptions over several connections.</summary>
public sealed class SubscriptionTests : IAsyncDisposable
{
    private readonly Ends _ends = new();
    private readonly Orders.Server _server;
    private readonly Taken<ServerMessage> _arrived;
    private readonly Orders.Client _orders = new();

    public SubscriptionTests()
    {
        _server = new Orders.Server(_ends.Server);
        _arrived = _ends.Server.MessageReceived.Take();
        _ends.Keep(_orders);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _ends.DisposeAsync();
        _server.Dispose();
    }

    [Fact]
    public async Task Live_subscriptions_are_sent_again_once_and_in_the_order_in_which_they_began()
    {
        await ConnectAsync();
        var b = _orders.Ticks("B").Take();
        _orders.Newses(7).Take();
        _orders.Ticks("A").Take();
        await Arrives("""{"type":"sub","symbol":"B"}""", """{"type":"watch","room":7}""", """{"type":"sub","symbol":"A"}""");

        for (var round = 1; round <= 3; round++)
        {
            await _ends.CutAsync();
            await _ends.ReturnAsync(_orders.Socket);
            await Arrives("""{"type":"sub","symbol":"B"}""", """{"type":"watch","room":7}""", """{"type":"sub","symbol":"A"}""");
            await _orders.SendAsync(new Orders.Plain(round), Cancellation);
            await Arrives(Plain(round));
        }

        await _server.BroadcastAsync(new Orders.Tick("B", 1), Cancellation);
        Assert.Equal(new Orders.Tick("B", 1), await b.NextAsync());
    }

    [Fact]
    public async Task What_began_or_ended_while_the_link_was_down_counts_as_it_is_when_it_is_back()
    {
        await ConnectAsync();
        var first = _orders.Ticks("A").Subscribe(_ => { });
        await Arrives("""{"type":"sub","symbol":"A"}""");
        await _ends.CutAsync();
        first.Dispose();
        _orders.Ticks("C").Subscribe(_ => { });
        _orders.Ticks("B").Subscribe(_ => { }).Dispose();

        await _ends.ReturnAsync(_orders.Socket);
        await Arrives("""{"type":"sub","symbol":"C"}""");
        await _orders.SendAsync(new Orders.Plain(1), Cancellation);
        await Arrives(Plain(1));
    }

    [Fact]
    public async Task What_a_subscriber_of_Opens_subscribes_to_is_sent_once()
    {
        _orders.Socket.Opens.Subscribe(_ => _orders.Ticks("A").Subscribe(_ => { }));
        await ConnectAsync();
        await _orders.SendAsync(new Orders.Plain(1), Cancellation);
        await Arrives("""{"type":"sub","symbol":"A"}""", Plain(1));
    }

    [Fact]
    public async Task Subscriptions_go_after_what_subscribers_of_Opens_send_and_before_what_was_kept()
    {
        await _orders.SendAsync(new Orders.Place(3), Cancellation);
        _orders.Ticks("A").Subscribe(_ => { });
        _orders.Socket.Opens.SubscribeAwait(async (_, ct) => await _orders.SendAsync(new Orders.Plain(1), ct));
        await ConnectAsync();
        await Arrives(Plain(1), """{"type":"sub","symbol":"A"}""", """{"type":"place","n":3}""");
    }

    [Fact]
    public async Task A_subscription_that_comes_and_goes_on_many_threads_ends_as_the_last_one_left_it()
    {
        await ConnectAsync();
        var live = _orders.Ticks("A");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++) live.Subscribe(_ => { }).Dispose();
        })));
        live.Subscribe(_ => { });
        await _orders.SendAsync(new Orders.Plain(1), Cancellation);

        string last = "", next;
        var (subs, unsubs) = (0, 0);
        while ((next = (await _arrived.NextAsync()).Message.Text!) != Plain(1))
        {
            Assert.NotEqual(last, next);             // never twice the same in a row
            last = next;
            if (next.Contains("unsub", StringComparison.Ordinal)) unsubs++;
            else subs++;
        }
        Assert.Equal("""{"type":"sub","symbol":"A"}""", last);
        Assert.Equal(subs, unsubs + 1);
    }

    private static string Plain(int n) => $$"""{"type":"plain","n":{{n}},"padding":""}""";

    private async Task ConnectAsync() => await _orders.ConnectAsync("ws://localhost/", _ends.Reconnecting, Cancellation).WaitAsync(Ends.Guard, Cancellation);

    private async Task Arrives(params string[] expected)
    {
        foreach (var message in expected) Assert.Equal(message, (await _arrived.NextAsync()).Message.Text);
    }
}
