namespace ReactiveWs.Generators.Tests.Typed;

/// <summary>A request made in a handler, while more comes in than its inbox holds.</summary>
public sealed class CongestionTests : IAsyncDisposable
{
    private const int Capacity = 4;
    private const int Many = 300;
    private const string Reply = """{"type":"history","id":1,"items":[]}""";

    private readonly Ends _ends = new();
    private readonly TaskCompletionSource<Chat.History> _asked = new();
    private readonly TaskCompletionSource _done = new();
    private int _handled;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _ends.DisposeAsync();

    /// <summary>A client whose handler asks for the history when it gets the first message.</summary>
    private async Task<Chat.Client> AskingAsync(long maxMessageSize)
    {
        var chat = _ends.Keep(new Chat.Client());
        chat.Saids.SubscribeAwait(
            async (_, ct) =>
            {
                if (_handled == 0) await AskAsync(chat, ct);
                if (++_handled == Many) _done.SetResult();
            },
            Capacity);
        await chat.ConnectAsync("ws://localhost/", _ends.Options with { MaxMessageSize = maxMessageSize }, Cancellation);
        return chat;
    }

    private async Task AskAsync(Chat.Client chat, CancellationToken cancellationToken)
    {
        try
        {
            _asked.SetResult(await chat.GetHistoryAsync(new Chat.GetHistory("lobby"), cancellationToken));
        }
        catch (ReactiveWsException error)
        {
            _asked.SetException(error);
        }
    }

    private async Task FloodAsync(WebSocketConnection connection, int length)
    {
        var said = $$"""{"type":"said","user":"ada","text":"{{new string('x', length)}}","at":"2000-01-01T00:00:00+00:00"}""";
        for (int i = 0; i < Many; i++) await connection.SendAsync(said, Cancellation);
    }

    [Fact]
    public async Task The_reply_is_read_behind_what_the_inbox_does_not_hold()
    {
        var connects = _ends.Server.Connects.Take();
        var requests = _ends.Server.MessageReceived.Take();
        await AskingAsync(maxMessageSize: 1024 * 1024);
        var connection = await connects.NextAsync();

        await FloodAsync(connection, length: 10);
        Assert.Contains("\"id\":1", (await requests.NextAsync()).Message.Text, StringComparison.Ordinal);
        await connection.SendAsync(Reply, Cancellation);

        Assert.Empty((await _asked.Task.WaitAsync(Ends.Guard, Cancellation)).Items);
        await _done.Task.WaitAsync(Ends.Guard, Cancellation);
    }

    [Fact]
    public async Task The_request_fails_when_more_comes_than_a_message_may_have_and_nothing_is_lost()
    {
        var connects = _ends.Server.Connects.Take();
        await AskingAsync(maxMessageSize: 16 * 1024);
        var connection = await connects.NextAsync();

        await FloodAsync(connection, length: 1000);

        var error = await Assert.ThrowsAsync<ReactiveWsException>(() => _asked.Task.WaitAsync(Ends.Guard, Cancellation));
        Assert.Equal(WebSocketErrorCode.Congested, error.Code);
        Assert.Contains("'history'", error.Message, StringComparison.Ordinal);
        await _done.Task.WaitAsync(Ends.Guard, Cancellation);
    }
}
