using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ReactiveWs;

namespace MarketFeed;

/// <summary>
/// A protocol that is not ours, described by attributes: JSON objects told apart by <c>type</c>, names in snake case, numbers as strings.
/// A client subscribes to products on channels; the server acknowledges with all that is subscribed to, and a heartbeat shows that a quiet feed is alive.
/// </summary>
[WsProtocol(Discriminator = "type")]
public static partial class Market
{
    [FromClient("subscribe")]
    [method: JsonConstructor]
    public partial record Subscribe([property: JsonPropertyName("product_ids")] ImmutableArray<string> ProductIds, ImmutableArray<string> Channels)
    {
        /// <summary>What the first subscriber of a product sends.</summary>
        public Subscribe(string product)
            : this([product], All)
        {
        }
    }

    [FromClient("unsubscribe")]
    [method: JsonConstructor]
    public partial record Unsubscribe([property: JsonPropertyName("product_ids")] ImmutableArray<string> ProductIds, ImmutableArray<string> Channels)
    {
        /// <summary>What the last subscriber of a product sends.</summary>
        public Unsubscribe(string product)
            : this([product], All)
        {
        }
    }

    /// <summary>The acknowledgement: what is subscribed to from now on.</summary>
    [FromServer("subscriptions")]
    public partial record Subscribed(ImmutableArray<Channel> Channels);

    [FromServer("heartbeat")]
    public partial record Heartbeat(long Sequence, [property: JsonPropertyName("product_id")] string Product, DateTimeOffset Time);

    /// <summary>One trade. <c>market.Trades("BTC-USD")</c> subscribes with its first subscriber and unsubscribes with its last.</summary>
    [FromServer("match")]
    [Subscription(Subscribe = typeof(Subscribe), Unsubscribe = typeof(Unsubscribe), Key = nameof(Product))]
    public partial record Trade(
        [property: JsonPropertyName("trade_id")] long Id,
        [property: JsonPropertyName("product_id")] string Product,
        Side Side,
        [property: JsonNumberHandling(Numbers)] decimal Price,
        [property: JsonNumberHandling(Numbers)] decimal Size,
        DateTimeOffset Time);

    /// <summary>The latest prices. An older one is worth nothing: whoever sends them to a slow client keeps the newest of each product.</summary>
    [FromServer("ticker")]
    [Delivery(Overflow = Overflow.Conflate, Key = nameof(Product), Offline = Offline.Drop)]
    public partial record Ticker(
        [property: JsonPropertyName("product_id")] string Product,
        [property: JsonNumberHandling(Numbers)] decimal Price,
        [property: JsonPropertyName("best_bid"), JsonNumberHandling(Numbers)] decimal BestBid,
        [property: JsonPropertyName("best_ask"), JsonNumberHandling(Numbers)] decimal BestAsk);

    [FromServer("error")]
    public partial record Refusal(string Message, string? Reason = null);

    /// <summary>A channel and the products subscribed to on it.</summary>
    public partial record Channel(string Name, [property: JsonPropertyName("product_ids")] ImmutableArray<string> ProductIds);

    const JsonNumberHandling Numbers = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString;

    static readonly ImmutableArray<string> All = ["matches", "ticker", "heartbeat"];
}

/// <summary>The side of the order that was in the book.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Side>))]
public enum Side
{
    [JsonStringEnumMemberName("buy")] Buy,
    [JsonStringEnumMemberName("sell")] Sell,
}
