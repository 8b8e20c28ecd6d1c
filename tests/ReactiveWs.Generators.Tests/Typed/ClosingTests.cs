namespace ReactiveWs.Generators.Tests.Typed;

/// <summary>Messages that close, when the other end or a handler takes its time.</summary>
public sealed class ClosingTests : IAsyncDisposable
{
    private static readonly TimeSpan s_closeTimeout = new WebSocketRequestOptions().CloseTimeout;

    private readonly Ends _ends = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _ends.DisposeAsync();

    [Fact]
    public async Task Who_said_goodbye_closes_itself_when_the_other_end_does_not()
    {
        var messages = _ends.Server.MessageReceived.Take();
        var closes = _ends.Server.Closes.Take();
        var chat = await _ends.ChatAsync();

        await chat.SendAsync(new Chat.Bye(), Cancellation);
        Assert.Equal("bye", (await messages.NextAsync()).Message.Text);
        await _ends.Time.WaitForTimerAsync(s_closeTimeout, Cancellation);
        _ends.Time.Advance(s_closeTimeout - TimeSpan.FromMilliseconds(1));
        Assert.True(closes.IsEmpty);
        Assert.False(chat.Socket.Closed.IsCompleted);

        _ends.Time.Advance(TimeSpan.FromMilliseconds(1));

        var end = await closes.NextAsync();
        Assert.Equal((4000, "bye"), (end.Code, end.Reason));
        Assert.Equal(4000, (await chat.Socket.Closed.WaitAsync(Ends.Guard, Cancellation)).Code);
    }

    [Fact]
    public async Task A_handler_that_is_not_done_delays_the_close_by_no_more_than_the_timeout()
    {
        using var server = new Chat.Server(_ends.Server);
        var lobby = new Lobby(server);
        using var attached = server.Attach(lobby);
        await using var socket = new ReactiveWebSocket();
        await socket.ConnectAsync("ws://localhost/", _ends.Options, Cancellation);

        await socket.SendAsync("""{"type":"say","text":"wait"}""", Cancellation);
        await socket.SendAsync("bye", Cancellation);
        await _ends.Time.WaitForTimerAsync(s_closeTimeout, Cancellation);
        _ends.Time.Advance(s_closeTimeout - TimeSpan.FromMilliseconds(1));
        Assert.False(socket.Closed.IsCompleted);

        _ends.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(new CloseResult(4000, "bye", true, 0), await socket.Closed.WaitAsync(Ends.Guard, Cancellation));
        lobby.Gate.SetResult();
    }
}
