namespace ReactiveWs.Generators.Tests.Typed;

[WsMessage("tick")]
public partial record Tick(string Symbol, decimal Price);

public sealed class SingleMessageTests : IAsyncDisposable
{
    private readonly Ends _ends = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _ends.DisposeAsync();

    [Fact]
    public async Task A_record_of_its_own_travels_both_ways()
    {
        var connects = _ends.Server.Connects.Take();
        var texts = _ends.Server.MessageReceived.Take();
        var socket = _ends.Keep(new ReactiveWebSocket());
        var ticks = socket.On<Tick>().Take();
        await socket.ConnectAsync("ws://localhost/", _ends.Options, Cancellation);
        var connection = await connects.NextAsync();

        await socket.SendAsync(new Tick("BTC", 1.50m), Cancellation);
        await connection.SendAsync(new Tick("ETH", 2), Cancellation);

        Assert.Equal("""{"type":"tick","symbol":"BTC","price":1.50}""", (await texts.NextAsync()).Message.Text);
        Assert.Equal(new Tick("ETH", 2), await ticks.NextAsync());
    }

    [Fact]
    public async Task What_does_not_fit_is_reported()
    {
        var connects = _ends.Server.Connects.Take();
        var socket = _ends.Keep(new ReactiveWebSocket());
        var malformeds = socket.OnMalformed<Tick>().Take();
        await socket.ConnectAsync("ws://localhost/", _ends.Options, Cancellation);
        var connection = await connects.NextAsync();

        await connection.SendAsync("""{"type":"tick","symbol":"BTC","price":"much"}""", Cancellation);

        Assert.Equal(new MalformedReason("$.price", "a decimal number", "a string"), (await malformeds.NextAsync()).Reason);
    }
}
