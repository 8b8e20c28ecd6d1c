// Somebody else's protocol, described by attributes in Market.cs: subscribes, prints a few trades, unsubscribes and ends with exit code 0.

using System.Collections.Immutable;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using MarketFeed;
using ReactiveWs;

await using var feed = await RecordedFeed.StartAsync();
await using var market = new Market.Client();

market.Subscribeds.Subscribe(m => Console.WriteLine($"subscribed to {Names(m.Channels)}"));
market.Heartbeats.Subscribe(m => Console.WriteLine($"alive at {m.Time:HH:mm:ss}, sequence {m.Sequence}"));
market.Tickers.Subscribe(m => Console.WriteLine(FormattableString.Invariant($"{m.Product} {m.Price}, between {m.BestBid} and {m.BestAsk}")));
market.Refusals.Subscribe(m => Console.WriteLine($"refused: {m.Message}, {m.Reason}"));

// What the description does not have, and what does not fit it, is a value and ends nothing.
market.Unknowns.Subscribe(m => Console.WriteLine($"unknown: {m.Discriminator}"));
market.Malformeds.Subscribe(m => Console.WriteLine($"malformed: {m.Reason}"));
market.Socket.Errors.Subscribe(e => Console.WriteLine($"error {e}"));

await market.ConnectAsync(feed.Address);

// The first subscriber of a product sends the subscribe message, the last one that leaves the unsubscribe message.
var unsubscribed = market.Subscribeds.FirstAsync(m => m.Channels.IsEmpty).ToTask();
await market.Trades("BTC-USD")
    .Do(m => Console.WriteLine(FormattableString.Invariant($"trade {m.Id}: {m.Side} {m.Size} at {m.Price}")))
    .Take(3);
await unsubscribed;

await market.CloseAsync();
var end = await market.Socket.Closed;
Console.WriteLine($"closed: {end.Code}");
return end is { Code: 1000, WasClean: true } ? 0 : 1;

static string Names(ImmutableArray<Market.Channel> channels) =>
    channels.IsEmpty ? "nothing" : string.Join(", ", channels.Select(c => $"{c.Name} of {string.Join(", ", c.ProductIds)}"));
