using System.Globalization;

namespace ReactiveWs.EndToEnd.Peer;

/// <summary>Sends one number after the other over whatever connection there is, and tells what became of them.</summary>
/// <param name="size">The length of a message, in characters.</param>
/// <param name="interval">The time between two of them.</param>
/// <param name="patience">The time without an answer after which the server is given up.</param>
internal sealed class NumberedClient(int size, TimeSpan interval, TimeSpan patience) : IAsyncDisposable
{
    static readonly ReconnectOptions s_soon = new() { InitialDelay = TimeSpan.FromMilliseconds(20), MaxDelay = TimeSpan.FromMilliseconds(200) };

    readonly ReactiveWebSocket _ws = new();
    readonly SemaphoreSlim _opened = new(0);
    readonly SemaphoreSlim _paused = new(0);
    readonly CancellationTokenSource _stop = new();
    int _accepted;

    public async Task RunAsync(string uri)
    {
        _ws.Errors.Subscribe(_ => Events.Print($"failed"));
        _ws.Opens.Subscribe(_ => OnOpened());
        _ws.Closes.Subscribe(OnClosed);
        var stopping = StopAsync();
        await _ws.ConnectAsync(uri, new WebSocketRequestOptions
        {
            PingInterval = patience / 3,
            PongTimeout = patience,
            ConnectTimeout = TimeSpan.FromSeconds(1),
            Proxy = WebSocketProxy.None,
            Reconnect = s_soon,
        });
        await SendAsync();
        await stopping;
        _paused.Release();
        await _ws.CloseAsync();
        Events.Print($"done {_accepted}");
    }

    public async ValueTask DisposeAsync()
    {
        await _ws.DisposeAsync();
        _opened.Dispose();
        _paused.Dispose();
        _stop.Dispose();
    }

    void OnOpened()
    {
        Events.Print($"opened");
        _opened.Release();
    }

    /// <summary>The next connection is not opened before this returns: by then nothing more is accepted on this one.</summary>
    void OnClosed(CloseResult end)
    {
        _paused.Wait();
        Events.Print($"closed {end.Code} {end.Undelivered} {_accepted}");
    }

    async Task SendAsync()
    {
        using var pace = new PeriodicTimer(interval);
        while (!_stop.IsCancellationRequested)
        {
            await _opened.WaitAsync();
            await SendUntilLostAsync(pace);
            if (!_stop.IsCancellationRequested) _paused.Release();
        }
    }

    async Task SendUntilLostAsync(PeriodicTimer pace)
    {
        try
        {
            while (await pace.WaitForNextTickAsync(_stop.Token))
            {
                await _ws.SendAsync(_accepted.ToString(CultureInfo.InvariantCulture).PadRight(size), CancellationToken.None);
                Events.Print($"accepted {_accepted++}");
            }
        }
        catch (ReactiveWsException e) when (e.Code == WebSocketErrorCode.NotConnected)
        {
            // the connection is lost: what was not accepted keeps its number
        }
        catch (OperationCanceledException)
        {
            // that was the last one
        }
    }

    async Task StopAsync()
    {
        await Events.UntilAsync("stop");
        await _stop.CancelAsync();
    }
}
