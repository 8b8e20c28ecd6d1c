using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReactiveWs.Generators.Tests.Typed;

[WsMessage("tick")]
public partial record Tick(string Symbol, decimal Price);

/// <summary>Its keys are no strings, so only the platform's serializer writes it.</summary>
[WsMessage(JsonContext = typeof(ForeignJson))]
public partial record Scores(Dictionary<int, string> ByRank, Dictionary<int, string>? Extra);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Dictionary<int, string>))]
public sealed partial class ForeignJson : JsonSerializerContext;

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

    [Fact]
    public async Task A_foreign_member_goes_through_the_users_context()
    {
        var connects = _ends.Server.Connects.Take();
        var texts = _ends.Server.MessageReceived.Take();
        var socket = _ends.Keep(new ReactiveWebSocket());
        var scores = socket.On<Scores>().Take();
        var malformeds = socket.OnMalformed<Scores>().Take();
        await socket.ConnectAsync("ws://localhost/", _ends.Options, Cancellation);
        var connection = await connects.NextAsync();

        await socket.SendAsync(new Scores(new() { [1] = "ada" }, null), Cancellation);
        var text = (await texts.NextAsync()).Message.Text!;
        await connection.SendAsync(text, Cancellation);
        await connection.SendAsync(text.Replace("\"1\"", "\"x\"", StringComparison.Ordinal), Cancellation);

        Assert.Equal("""{"type":"scores","byRank":{"1":"ada"},"extra":null}""", text);
        Assert.Equal("ada", (await scores.NextAsync()).ByRank[1]);
        Assert.Equal("$.byRank", (await malformeds.NextAsync()).Reason.Path);
    }
}
