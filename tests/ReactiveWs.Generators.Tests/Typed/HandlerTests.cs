using System.Collections.Immutable;

namespace ReactiveWs.Generators.Tests.Typed;

public sealed class HandlerTests : IAsyncDisposable
{
    private readonly Ends _ends = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _ends.DisposeAsync();

    [Fact]
    public async Task A_handler_keeps_state_per_peer_and_answers_everybody()
    {
        using var server = new Chat.Server(_ends.Server);
        using var attached = server.Attach(new Lobby(server));
        Taken<Chat.Said>? saids = null;
        var chat = await _ends.ChatAsync(chat => saids = chat.Saids.Take());

        await chat.SendAsync(new Chat.Join("lobby", "ada"), Cancellation);
        await chat.SendAsync(new Chat.Say("hi"), Cancellation);

        Assert.Equal(new Chat.Said("ada", "hi", DateTimeOffset.UnixEpoch), await saids!.NextAsync());
    }

    [Fact]
    public async Task A_request_is_answered()
    {
        using var server = new Chat.Server(_ends.Server);
        using var attached = server.Attach(new Lobby(server));
        var chat = await _ends.ChatAsync();

        var history = await chat.GetHistoryAsync(new Chat.GetHistory("lobby"), Cancellation).WaitAsync(Ends.Guard, Cancellation);

        Assert.Equal("lobby", Assert.Single(history.Items).Text);
    }

    [Theory]
    [InlineData(false, "it did not say why")]
    [InlineData(true, "no such room")]
    public async Task A_handler_that_throws_fails_the_request_and_tells_why_only_when_asked_to(bool exposes, string expected)
    {
        using var server = new Chat.Server(_ends.Server, exposeErrors: exposes);
        using var attached = server.Attach(new Lobby(server));
        var chat = await _ends.ChatAsync();

        var error = await Assert.ThrowsAsync<ReactiveWsException>(() => chat.GetHistoryAsync(new Chat.GetHistory("none"), Cancellation).WaitAsync(Ends.Guard, Cancellation));

        Assert.Equal(WebSocketErrorCode.RequestFailed, error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_without_a_handler_fails_at_once()
    {
        using var server = new Chat.Server(_ends.Server);
        var chat = await _ends.ChatAsync();

        var error = await Assert.ThrowsAsync<ReactiveWsException>(() => chat.GetHistoryAsync(new Chat.GetHistory("x"), Cancellation).WaitAsync(Ends.Guard, Cancellation));

        Assert.Equal(WebSocketErrorCode.RequestFailed, error.Code);
    }

    [Fact]
    public async Task A_server_may_ask_too_and_a_request_ends_with_its_time()
    {
        using var server = new Chat.Server(_ends.Server);
        var connects = server.Connects.Take();
        var chat = await _ends.ChatAsync();
        var asked = chat.WhoAreYous.Take();
        var peer = await connects.NextAsync();
        using var silent = chat.Attach(new SilentClient());

        var answer = peer.WhoAreYouAsync(new Chat.WhoAreYou(), Cancellation);
        await asked.NextAsync();
        _ends.Time.Advance(TimeSpan.FromMilliseconds(1001));

        var error = await Assert.ThrowsAsync<ReactiveWsException>(() => answer.WaitAsync(Ends.Guard, Cancellation));
        Assert.Contains("1000 ms", error.Message, StringComparison.Ordinal);
    }

    private sealed class SilentClient : Chat.IClientHandler
    {
        public ValueTask OnSaidAsync(Chat.Said said, Chat.Client client, CancellationToken ct) => default;

        public async ValueTask<Chat.IAm> OnWhoAreYouAsync(Chat.WhoAreYou whoAreYou, Chat.Client client, CancellationToken ct)
        {
            await new TaskCompletionSource().Task.WaitAsync(ct);
            return new Chat.IAm("nobody");
        }
    }

    [Fact]
    public async Task A_cancelled_request_leaves_the_connection_alone()
    {
        using var server = new Chat.Server(_ends.Server);
        var lobby = new Lobby(server);
        using var attached = server.Attach(lobby);
        var chat = await _ends.ChatAsync();
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await chat.SendAsync(new Chat.Say("wait"), Cancellation);
        var request = chat.GetHistoryAsync(new Chat.GetHistory("x"), cancellation.Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request.WaitAsync(Ends.Guard, Cancellation));
        lobby.Gate.SetResult();

        var next = await chat.GetHistoryAsync(new Chat.GetHistory("y"), Cancellation).WaitAsync(Ends.Guard, Cancellation);
        Assert.Equal("y", Assert.Single(next.Items).Text);
    }

    [Fact]
    public async Task A_request_fails_when_the_connection_ends()
    {
        using var server = new Chat.Server(_ends.Server);
        var lobby = new Lobby(server);
        using var attached = server.Attach(lobby);
        var connects = server.Connects.Take();
        var chat = await _ends.ChatAsync();
        var peer = await connects.NextAsync();
        await chat.SendAsync(new Chat.Say("wait"), Cancellation);
        var request = chat.GetHistoryAsync(new Chat.GetHistory("x"), Cancellation);

        await peer.CloseAsync(Cancellation).WaitAsync(Ends.Guard, Cancellation);

        await Assert.ThrowsAsync<ReactiveWsException>(() => request.WaitAsync(Ends.Guard, Cancellation));
        lobby.Gate.SetResult();
    }

    [Fact]
    public async Task A_client_that_says_goodbye_is_closed_by_the_server_after_its_handlers_with_the_messages_code()
    {
        using var server = new Chat.Server(_ends.Server);
        var lobby = new Lobby(server);
        using var attached = server.Attach(lobby);
        Taken<Chat.Said>? saids = null;
        var chat = await _ends.ChatAsync(c => saids = c.Saids.Take());
        var disconnects = server.Disconnects.Take();

        await chat.SendAsync(new Chat.Say("wait"), Cancellation);
        await chat.SendAsync(new Chat.Bye(), Cancellation);
        await Assert.ThrowsAsync<ReactiveWsException>(() => chat.SendAsync(new Chat.Say("too late"), Cancellation).AsTask());
        lobby.Gate.SetResult();

        Assert.Equal("wait", (await saids!.NextAsync()).Text);
        Assert.Equal(new CloseResult(4000, "bye", true, 0), await chat.Socket.Closed.WaitAsync(Ends.Guard, Cancellation));
        // The answer to a close frame repeats the code (§5.5.1), not the reason.
        Assert.Equal(new CloseResult(4000, "", true, 0), (await disconnects.NextAsync()).Message);
    }

    [Fact]
    public async Task A_server_that_says_goodbye_is_closed_by_the_client()
    {
        using var server = new Chat.Server(_ends.Server);
        var connects = server.Connects.Take();
        var disconnects = server.Disconnects.Take();
        var chat = await _ends.ChatAsync();
        var peer = await connects.NextAsync();

        await peer.SendAsync(new Chat.Bye(), Cancellation);

        Assert.Equal(new CloseResult(4000, "", true, 0), await chat.Socket.Closed.WaitAsync(Ends.Guard, Cancellation));
        Assert.Equal(new CloseResult(4000, "bye", true, 0), (await disconnects.NextAsync()).Message);
    }

    [Fact]
    public async Task Handlers_hear_of_the_start_and_the_end()
    {
        using var server = new Chat.Server(_ends.Server);
        var lobby = new Lobby(server);
        using var attached = server.Attach(lobby);
        var disconnects = server.Disconnects.Take();
        var chat = await _ends.ChatAsync();

        await chat.CloseAsync(Cancellation).WaitAsync(Ends.Guard, Cancellation);
        await disconnects.NextAsync();

        while (lobby.Calls.Count < 2) await Task.Yield();
        Assert.Equal(["connected", "disconnected 1000"], lobby.Calls);
    }

    [Fact]
    public async Task Handlers_are_found_by_type()
    {
        using var server = new Echo.Server(_ends.Server);
        using var attached = server.Attach(new EchoServer());
        var echo = _ends.Keep(new Echo.Client());
        var pings = echo.Pings.Take();
        await echo.ConnectAsync("ws://localhost/", _ends.Options, Cancellation);

        await echo.SendAsync(new Echo.Ping(1), Cancellation);

        Assert.Equal(2, (await pings.NextAsync()).N);
    }
}

[WsHandler(typeof(Echo))]
public sealed partial class EchoServer
{
    private static async Task On(Echo.Ping ping, Echo.Peer from, CancellationToken cancellationToken) =>
        await from.SendAsync(new Echo.Ping(ping.N + 1), cancellationToken);
}
