using System.Net;
using System.Net.Sockets;
using System.Text;
using ReactiveWs.EndToEnd.Tests.Harness;
using ReactiveWs.Testing;

namespace ReactiveWs.EndToEnd.Tests.Faults;

/// <summary>The kernel holds megabytes for a client that reads slowly: that nothing more fits in does not mean that the client takes nothing.</summary>
public sealed class SlowPeerTests : IAsyncDisposable
{
    static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(9);

    readonly ManualTimeProvider _time = new();
    readonly ReactiveWebSocketServer _server = new();
    readonly Socket _client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 32 * 1024 };

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_client_that_reads_slowly_is_kept_and_one_that_reads_nothing_is_cut()
    {
        var connection = await ConnectAsync();
        var full = FillAsync(connection);
        for (var round = 0; round < 4; round++)
        {
            await _time.WaitForTimerAsync(s_timeout, Ct).Soon();
            await ReadAsync(200_000);            // more than the client's own buffer holds: the rest has come from the server meanwhile
            _time.Advance(s_timeout);
        }
        Assert.False(connection.Closed.IsCompleted);

        while (!connection.Closed.IsCompleted)
        {
            await Task.WhenAny(_time.WaitForTimerAsync(s_timeout, Ct), connection.Closed).Soon();
            _time.Advance(s_timeout);
        }
        Assert.Contains("SendTimeout", (await connection.Closed).Reason, StringComparison.Ordinal);
        await full.Soon();
    }

    [Fact]
    public async Task A_close_waits_for_a_client_that_still_reads_what_came_before()
    {
        var connection = await ConnectAsync();
        for (var sent = 0; sent < 15; sent++) await connection.SendAsync(new byte[64 * 1024], Ct);
        var closing = connection.CloseAsync(Ct);
        for (var round = 0; round < 4; round++)
        {
            await _time.WaitForTimerAsync(s_timeout, Ct).Soon();
            await ReadAsync(200_000);
            _time.Advance(s_timeout);
        }
        Assert.False(closing.IsCompleted);
        _client.Close();
        await closing.Soon();
    }

    async Task<WebSocketConnection> ConnectAsync()
    {
        await _server.StartAsync(new WebSocketServerConfig { TimeProvider = _time, PingInterval = TimeSpan.Zero, HighWaterMark = 64 * 1024, SendTimeout = s_timeout, CloseTimeout = s_timeout }, Ct);
        var connected = _server.Connects.NextAsync();
        await _client.ConnectAsync(IPAddress.Loopback, _server.Port, Ct);
        await _client.SendAsync(Encoding.ASCII.GetBytes(
            "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"), Ct);
        return await connected;
    }

    /// <summary>Sends until the connection ends; waits most of the time.</summary>
    static async Task FillAsync(WebSocketConnection connection)
    {
        await Task.Yield();
        try
        {
            while (true) await connection.SendAsync(new byte[16 * 1024], Ct);
        }
        catch (ReactiveWsException e) when (e.Code == WebSocketErrorCode.NotConnected)
        {
            // as it has to end
        }
    }

    async Task ReadAsync(int count)
    {
        var buffer = new byte[16 * 1024];
        while (count > 0) count -= await _client.ReceiveAsync(buffer.AsMemory(0, Math.Min(count, buffer.Length)), Ct);
    }
}
