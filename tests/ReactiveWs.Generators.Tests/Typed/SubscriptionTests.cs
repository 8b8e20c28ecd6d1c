using System.Reactive.Linq;

namespace ReactiveWs.Generators.Tests.Typed;

/// <summary>Keyed subscriptions over several connections.</summary>
public sealed class SubscriptionTests : OrdersTests
{
    private readonly Taken<ServerMessage> _arrived;

    public SubscriptionTests() => _arrived = Ends.Server.MessageReceived.Take();

    [Fact]
    public async Task Live_subscriptions_are_sent_again_once_and_in_the_order_in_which_they_began()
    {
        await ConnectAsync();
        var b = Client.Ticks("B").Take();
        Client.Newses(7).Take();
        Client.Ticks("A").Take();
        await Arrives("""{"type":"sub","symbol":"B"}""", """{"type":"watch","room":7}""", """{"type":"sub","symbol":"A"}""");

        for (var round = 1; round <= 3; round++)
        {
            await Ends.CutAsync();
            await Ends.ReturnAsync(Client.Socket);
            await Arrives("""{"type":"sub","symbol":"B"}""", """{"type":"watch","room":7}""", """{"type":"sub","symbol":"A"}""");
            await Client.SendAsync(new Orders.Plain(round), Cancellation);
            await Arrives(Plain(round));
        }

        await Server.BroadcastAsync(new Orders.Tick("B", 1), Cancellation);
        Assert.Equal(new Orders.Tick("B", 1), await b.NextAsync());
    }

    [Fact]
    public async Task What_began_or_ended_while_the_link_was_down_counts_as_it_is_when_it_is_back()
    {
        await ConnectAsync();
        var first = Client.Ticks("A").Subscribe(_ => { });
        await Arrives("""{"type":"sub","symbol":"A"}""");
        await Ends.CutAsync();
        first.Dispose();
        Client.Ticks("C").Subscribe(_ => { });
        Client.Ticks("B").Subscribe(_ => { }).Dispose();

        await Ends.ReturnAsync(Client.Socket);
        await Arrives("""{"type":"sub","symbol":"C"}""");
        await Client.SendAsync(new Orders.Plain(1), Cancellation);
        await Arrives(Plain(1));
    }

    [Fact]
    public async Task What_a_subscriber_of_Opens_subscribes_to_is_sent_once()
    {
        Client.Socket.Opens.Subscribe(_ => Client.Ticks("A").Subscribe(_ => { }));
        await ConnectAsync();
        await Client.SendAsync(new Orders.Plain(1), Cancellation);
        await Arrives("""{"type":"sub","symbol":"A"}""", Plain(1));
    }

    [Fact]
    public async Task Subscriptions_go_after_what_subscribers_of_Opens_send_and_before_what_was_kept()
    {
        await Client.SendAsync(new Orders.Place(3), Cancellation);
        Client.Ticks("A").Subscribe(_ => { });
        Client.Socket.Opens.SubscribeAwait(async (_, ct) => await Client.SendAsync(new Orders.Plain(1), ct));
        await ConnectAsync();
        await Arrives(Plain(1), """{"type":"sub","symbol":"A"}""", """{"type":"place","n":3}""");
    }

    [Fact]
    public async Task A_subscription_that_comes_and_goes_on_many_threads_ends_as_the_last_one_left_it()
    {
        await ConnectAsync();
        var live = Client.Ticks("A");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++) live.Subscribe(_ => { }).Dispose();
        })));
        live.Subscribe(_ => { });
        await Client.SendAsync(new Orders.Plain(1), Cancellation);

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

    private Task ConnectAsync() => ConnectAsync(Ends.Reconnecting);

    private async Task Arrives(params string[] expected)
    {
        foreach (var message in expected) Assert.Equal(message, (await _arrived.NextAsync()).Message.Text);
    }
}
