using ReactiveWs;

namespace MarketFeed;

/// <summary>
/// A stand-in for the public feed, in this process: it knows nothing of the protocol's description, and answers a text with the frames of a file.
/// </summary>
internal sealed class RecordedFeed : IAsyncDisposable
{
    readonly ReactiveWebSocketServer _server = new();

    public string Address => $"ws://localhost:{_server.Port}/";

    public static async Task<RecordedFeed> StartAsync()
    {
        var feed = new RecordedFeed();
        feed._server.MessageReceived.Subscribe(m => Console.WriteLine($"feed got {m.Text}"));
        feed._server.MessageReceived.SubscribeAwait(AnswerAsync);
        await feed._server.StartAsync();
        return feed;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    static async ValueTask AnswerAsync(ServerMessage message, CancellationToken cancellationToken)
    {
        var recording = Path.Combine(AppContext.BaseDirectory, "recorded", AnswerTo(message.Text ?? ""));
        foreach (var frame in await File.ReadAllLinesAsync(recording, cancellationToken))
        {
            await message.ClientConnection.SendAsync(frame, cancellationToken);
        }
    }

    static string AnswerTo(string text) =>
        text.Contains("\"unsubscribe\"", StringComparison.Ordinal) ? "unsubscribed.jsonl"
        : text.Contains("\"BTC-USD\"", StringComparison.Ordinal) ? "subscribed.jsonl"
        : "refused.jsonl";
}
