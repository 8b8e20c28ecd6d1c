using System.Collections.Concurrent;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using ReactiveWs.Testing;

namespace ReactiveWs.Tests;

/// <summary>Reconnecting, against a server in memory that is up or down, on time that the test advances.</summary>
public sealed class ReconnectTests : IAsyncDisposable
{
    static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    readonly ManualTimeProvider _time = new();
    readonly ReactiveWebSocketServer _server = new();
    readonly ReactiveWebSocket _socket = new();
    readonly ConcurrentQueue<ConnectionState> _states = new();
    readonly ConcurrentQueue<Stream> _links = new();
    volatile bool _down;

    public ReconnectTests() => _socket.States.Subscribe(_states.Enqueue);

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    WebSocketRequestOptions Options => new()
    {
        PingInterval = TimeSpan.Zero,
        TimeProvider = _time,
        OpenLink = OpenLinkAsync,
        Reconnect = new ReconnectOptions { InitialDelay = s_second, Jitter = false },
    };

    [Fact]
    public async Task The_first_connect_is_retried_after_growing_delays()
    {
        _down = true;
        var connecting = _socket.ConnectAsync("ws://server/", Options, Cancel);
        await AdvanceAsync(s_second);
        await AdvanceAsync(2 * s_second);
        _down = false;
        await AdvanceAsync(4 * s_second);
        await connecting.WaitAsync(s_patience, Cancel);

        Assert.Equal(
            ["Idle", "Connecting(1)", "Waiting(00:00:01)", "Connecting(2)", "Waiting(00:00:02)", "Connecting(3)", "Waiting(00:00:04)", "Connecting(4)", "Open"],
            _states.Select(state => state.ToString()));
    }

    [Fact]
    public async Task Subscriptions_survive_a_lost_link()
    {
        _server.MessageReceived.SubscribeAwait(async (m, ct) => await m.ClientConnection.SendAsync($"echo {m.Text}", ct));
        var echo = _socket.Messages.Select(m => m.Text).Replay();
        using var listening = echo.Connect();
        await _socket.ConnectAsync("ws://server/", Options, Cancel);
        await _socket.SendAsync("one", Cancel);
        await echo.FirstAsync(text => text == "echo one").ToTask(Cancel).WaitAsync(s_patience, Cancel);

        var open = OpenAgain();
        Cut();
        await AdvanceAsync(s_second);
        await open;
        await _socket.SendAsync("two", Cancel);
        await echo.FirstAsync(text => text == "echo two").ToTask(Cancel).WaitAsync(s_patience, Cancel);
    }

    [Fact]
    public async Task Each_attempt_gets_its_own_address_and_headers()
    {
        var asked = 0;
        var tokens = _server.Connects.Select(c => c.Path + " " + c.Headers["Token"][0]).Take(2).ToList().ToTask(Cancel);
        var options = Options with
        {
            Reconnect = new ReconnectOptions
            {
                InitialDelay = s_second,
                Jitter = false,
                Attempt = (attempt, _) => new ValueTask<ReconnectTarget>(new ReconnectTarget(
                    new Uri($"ws://server/{asked}"),
                    attempt.Options with { Header = new Dictionary<string, string> { ["Token"] = $"t{asked++}" } })),
            },
        };
        await _socket.ConnectAsync("ws://server/", options, Cancel);
        var open = OpenAgain();
        Cut();
        await AdvanceAsync(s_second);
        await open;

        Assert.Equal(["/0 t0", "/1 t1"], await tokens.WaitAsync(s_patience, Cancel));
    }

    [Fact]
    public async Task A_close_of_ones_own_ends_the_reconnecting()
    {
        await _socket.ConnectAsync("ws://server/", Options, Cancel);
        await _socket.CloseAsync(Cancel).WaitAsync(s_patience, Cancel);
        Assert.Equal(ConnectionState.Closed, _socket.State);
        Assert.DoesNotContain(_states, state => state.Phase == ConnectionPhase.Waiting);
    }

    [Fact]
    public async Task Closing_while_it_waits_ends_the_reconnecting()
    {
        await _socket.ConnectAsync("ws://server/", Options, Cancel);
        _down = true;
        Cut();
        await _time.WaitForTimerAsync(s_second, Cancel).WaitAsync(s_patience, Cancel);
        var closed = _socket.States.FirstAsync(state => state == ConnectionState.Closed).ToTask(Cancel);
        await _socket.CloseAsync(Cancel).WaitAsync(s_patience, Cancel);
        await closed.WaitAsync(s_patience, Cancel);
    }

    [Fact]
    public async Task A_reconnecting_socket_cannot_be_connected_beside()
    {
        await _socket.ConnectAsync("ws://server/", Options, Cancel);
        _down = true;
        Cut();
        await _time.WaitForTimerAsync(s_second, Cancel).WaitAsync(s_patience, Cancel);
        var error = await Assert.ThrowsAsync<ReactiveWsException>(() => _socket.ConnectAsync("ws://server/", Options, Cancel));
        Assert.Equal(WebSocketErrorCode.AlreadyConnected, error.Code);
    }

    [Fact]
    public async Task The_last_error_is_thrown_when_the_attempts_are_used_up()
    {
        _down = true;
        var connecting = _socket.ConnectAsync("ws://server/", Options with { Reconnect = new ReconnectOptions { InitialDelay = s_second, Jitter = false, MaxAttempts = 2 } }, Cancel);
        await AdvanceAsync(s_second);
        var error = await Assert.ThrowsAsync<ReactiveWsException>(() => connecting.WaitAsync(s_patience, Cancel));
        Assert.Equal(WebSocketErrorCode.ConnectionFailed, error.Code);
        Assert.Equal(ConnectionState.Closed, _socket.State);
    }

    public async ValueTask DisposeAsync()
    {
        await _socket.DisposeAsync();
        await _server.DisposeAsync();
    }

    async Task OpenAgain() => await _socket.Opens.FirstAsync().ToTask(Cancel).WaitAsync(s_patience, Cancel);

    async Task AdvanceAsync(TimeSpan delay)
    {
        await _time.WaitForTimerAsync(delay, Cancel).WaitAsync(s_patience, Cancel);
        _time.Advance(delay);
    }

    void Cut()
    {
        while (_links.TryDequeue(out var link)) link.Dispose();
    }

    ValueTask<Stream> OpenLinkAsync(Uri uri, CancellationToken cancellationToken)
    {
        if (_down) throw new IOException("the server is down");
        var (client, server) = MemoryLink.Pair();
        _links.Enqueue(server);
        _ = _server.AcceptAsync(server, cancellationToken: CancellationToken.None);
        return new ValueTask<Stream>(client);
    }
}
