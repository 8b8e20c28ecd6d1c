using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests;

/// <summary>The market feed sample reads recorded frames of a protocol that is not ours.</summary>
public sealed class MarketFeedSampleTests
{
    [Fact]
    public async Task It_subscribes_prints_the_recording_unsubscribes_and_exits_0()
    {
        await using var sample = ChildProcess.Start("dotnet", Built.MarketFeed);

        Assert.Equal(0, await sample.ExitCodeAsync(TestContext.Current.CancellationToken));

        // The two sides run side by side: the order is certain within each.
        var lines = sample.Transcript.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            [
                """feed got {"type":"subscribe","product_ids":["BTC-USD"],"channels":["matches","ticker","heartbeat"]}""",
                """feed got {"type":"unsubscribe","product_ids":["BTC-USD"],"channels":["matches","ticker","heartbeat"]}""",
            ],
            lines.Where(IsTheFeeds));
        Assert.Equal(
            [
                "subscribed to matches of BTC-USD, ticker of BTC-USD, heartbeat of BTC-USD",
                "unknown: last_match",
                "alive at 09:30:01, sequence 910000101",
                "trade 700101: Sell 0.01500000 at 64013.50",
                "BTC-USD 64013.50, between 64013.49 and 64013.51",
                "trade 700102: Buy 0.00030000 at 64012.90",
                "malformed: $.size: expected a string with a number, found a string",
                "trade 700104: Sell 1.20000000 at 64015.25",
                "BTC-USD 64015.25, between 64015.00 and 64015.26",
                "alive at 09:30:02, sequence 910000113",
                "subscribed to nothing",
                "closed: 1000",
            ],
            lines.Where(line => !IsTheFeeds(line)));
    }

    static bool IsTheFeeds(string line) => line.StartsWith("feed got", StringComparison.Ordinal);
}
