using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reactive.Linq;
using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests.Faults;

/// <summary>A server that restarts under many clients: all come back, and not all at once. Alone, so that nothing else takes its time.</summary>
[CollectionDefinition(nameof(RestartTests), DisableParallelization = true)]
[Collection(nameof(RestartTests))]
public sealed class RestartTests
{
    const int Clients = 1000;
    const int FailuresBeforeRestart = 3 * Clients;

    static readonly TimeSpan s_bucket = TimeSpan.FromMilliseconds(250);

    readonly ConcurrentQueue<TimeSpan> _attempts = new();
    readonly ConcurrentDictionary<string, int> _received = new();
    readonly Stopwatch _sinceRestart = new();
    readonly TaskCompletionSource _failedOften = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _allReceivedOnce = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _allReceivedTwice = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _failures;
    int _receivedCount;

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thousand_clients_come_back_after_a_restart_spread_out_by_jitter()
    {
        Tell(await RestartAsync(new ReconnectOptions()));

        Assert.Equal(2 * Clients, _received.Count);
        Assert.All(_received, message => Assert.Equal(1, message.Value));
        Assert.InRange(_attempts.Count, Clients * 9 / 10, 2 * Clients);      // a few were on their way already, and may succeed
        Assert.InRange(MostWithin(s_bucket), 0, 0.35);
    }

    [Fact]
    public async Task Without_jitter_they_would_come_back_all_at_once()
    {
        Tell(await RestartAsync(new ReconnectOptions { Jitter = false }));

        Assert.InRange(MostWithin(TimeSpan.FromSeconds(1)), 0.5, 1);        // a busy machine is late for some of them
    }

    /// <summary>Stops the server, starts it again when every client has failed about three times, and says how long after that all were back.</summary>
    async Task<TimeSpan> RestartAsync(ReconnectOptions reconnect)
    {
        await using var server = new ReactiveWebSocketServer();
        server.Connects.Subscribe(connection => connection.Messages.Subscribe(message => OnReceived(message.Text!)));
        await server.StartAsync(cancellationToken: Ct);
        var port = server.Port;
        var clients = new List<ReactiveWebSocket>();
        for (var i = 0; i < Clients; i++) clients.Add(await ConnectAsync(i, port, reconnect));
        await _allReceivedOnce.Task.Soon();
        await server.StopAsync(Ct).Soon();
        await _failedOften.Task.Soon();

        _sinceRestart.Start();
        await server.StartAsync(new WebSocketServerConfig { ServerPort = port }, Ct);
        await _allReceivedTwice.Task.Soon();
        var allBack = _sinceRestart.Elapsed;
        Assert.Equal(Clients, server.ListAllConnections().Count);
        await Task.WhenAll(clients.Select(client => client.DisposeAsync().AsTask())).Soon();
        return allBack;
    }

    async Task<ReactiveWebSocket> ConnectAsync(int number, int port, ReconnectOptions reconnect)
    {
        var ws = new ReactiveWebSocket();
        var opened = 0;
        ws.Opens.SubscribeAwait(async (_, ct) => await ws.SendAsync(string.Create(CultureInfo.InvariantCulture, $"client {number} connection {++opened}"), ct));
        ws.Errors.Where(error => error.Code == WebSocketErrorCode.ConnectionFailed).Subscribe(_ => OnFailed());
        var options = new WebSocketRequestOptions
        {
            Proxy = WebSocketProxy.None,
            Reconnect = reconnect with { Attempt = (attempt, _) => ValueTask.FromResult(OnAttempt(attempt)) },
        };
        await ws.ConnectAsync($"ws://127.0.0.1:{port}/", options, Ct);
        return ws;
    }

    ReconnectTarget OnAttempt(ReconnectAttempt attempt)
    {
        if (_sinceRestart.IsRunning) _attempts.Enqueue(_sinceRestart.Elapsed);
        return new ReconnectTarget(attempt.Uri, attempt.Options);
    }

    void OnFailed()
    {
        if (Interlocked.Increment(ref _failures) == FailuresBeforeRestart) _failedOften.TrySetResult();
    }

    void OnReceived(string text)
    {
        _received.AddOrUpdate(text, 1, static (_, count) => count + 1);
        switch (Interlocked.Increment(ref _receivedCount))
        {
            case Clients:
                _allReceivedOnce.TrySetResult();
                break;
            case 2 * Clients:
                _allReceivedTwice.TrySetResult();
                break;
        }
    }

    int[] Histogram()
    {
        var buckets = new int[1 + (int)(_attempts.Max() / s_bucket)];
        foreach (var attempt in _attempts) buckets[(int)(attempt / s_bucket)]++;
        return buckets;
    }

    /// <summary>The largest share of attempts within so much time, wherever it begins.</summary>
    double MostWithin(TimeSpan time)
    {
        var sorted = _attempts.Order().ToList();
        return sorted.Index().Max(first => sorted.Skip(first.Index).TakeWhile(attempt => attempt < first.Item + time).Count()) / (double)sorted.Count;
    }

    void Tell(TimeSpan allBack) => TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"all {Clients} back {allBack.TotalSeconds:0.00} s after the restart; attempts in each {s_bucket.TotalMilliseconds} ms: {string.Join(' ', Histogram())}; most within {s_bucket.TotalMilliseconds} ms {MostWithin(s_bucket):0 %}"));
}
