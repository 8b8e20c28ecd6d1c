using ReactiveWs.Testing;

namespace ReactiveWs.Generators.Tests.Typed;

/// <summary>The README of the test kit: what stands between the marks is printed there.</summary>
public sealed class TestKitTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // <readme:testing>
    [Fact]
    public async Task What_one_says_everybody_hears()
    {
        await using var server = new ReactiveWebSocketServer();
        using var chat = new Chat.Server(server);
        using var relay = chat.Says.SubscribeAwait(async (say, ct) => await chat.BroadcastAsync(new Chat.Said("ada", say.Message.Text, default), ct));
        await using var client = new Chat.Client();
        var saids = client.Saids.Record();
        await client.ConnectAsync("ws://chat/", new MemoryNetwork(server).Options, Ct);
        await client.SendAsync(new Chat.Say("hello"), Ct);
        Assert.Equal("hello", (await saids.WaitForAsync(1, Ct))[0].Text);
    }
    // </readme:testing>

    // <readme:testing-faults>
    [Fact]
    public async Task A_client_that_loses_its_server_returns_after_a_second_and_then_two()
    {
        await using var server = new ReactiveWebSocketServer();
        var network = new MemoryNetwork(server);
        await using var client = new ReactiveWebSocket();
        var states = client.States.Record();
        var reconnect = new ReconnectOptions { InitialDelay = TimeSpan.FromSeconds(1), Jitter = false };
        await client.ConnectAsync("ws://chat/", network.Options with { Reconnect = reconnect }, Ct);

        network.IsDown = true;
        network.Link.Cut();                                            // or HalfOpen(), Stall(), CorruptAfterReading(2), ReadAtMost = 1, ReadDelay = …
        await network.Time.WaitForTimerAsync(TimeSpan.FromSeconds(1), Ct);
        network.Time.Advance(TimeSpan.FromSeconds(1));                 // the first attempt fails
        await network.Time.WaitForTimerAsync(TimeSpan.FromSeconds(2), Ct);
        network.IsDown = false;
        network.Time.Advance(TimeSpan.FromSeconds(2));

        var seen = await states.WaitForAsync(9, Ct);
        Assert.Equal(["Closed", "Waiting(00:00:01)", "Connecting(1)", "Waiting(00:00:02)", "Connecting(2)", "Open"], seen.Skip(3).Select(state => $"{state}"));
    }
    // </readme:testing-faults>
}
