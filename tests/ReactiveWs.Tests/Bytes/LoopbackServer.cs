using System.Net;
using System.Net.Sockets;
using System.Text;
using ReactiveWs.Bytes;

namespace ReactiveWs.Tests.Bytes;

/// <summary>A server on a free loopback port that does to each connection what the test says, and keeps what it received as head.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly Task _running;
    int _connections;

    public LoopbackServer(Func<Stream, Task> serve)
    {
        _listener.Start();
        _running = RunAsync(serve);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Connections => _connections;

    /// <summary>A server that reads one request head, gives it to the function and writes what that returns; then keeps the connection open.</summary>
    public static LoopbackServer Answering(Func<string, string> answer) => new(async stream =>
    {
        var head = await ReadHeadAsync(stream);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(answer(head)));
        await WaitForEndAsync(stream);
    });

    public Uri Address(string target = "/", string scheme = "ws", string host = "127.0.0.1") => new($"{scheme}://{host}:{Port}{target}");

    public static async Task<string> ReadHeadAsync(Stream stream)
    {
        var (head, one) = (new StringBuilder(), new byte[1]);
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) > 0)
        {
            head.Append((char)one[0]);
        }
        return head.ToString();
    }

    public static async Task WaitForEndAsync(Stream stream)
    {
        var buffer = new byte[256];
        while (await stream.ReadAsync(buffer) > 0) { }
    }

    /// <summary>The value of a header of a head; null when it is not there.</summary>
    public static string? Header(string head, string name) => head.Split("\r\n")
        .Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();

    /// <summary>A valid answer to a request.</summary>
    public static string Accepting(string head, string more = "") =>
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + $"Sec-WebSocket-Accept: {UpgradeKey.Accept(Header(head, "Sec-WebSocket-Key") ?? "")}\r\n{more}\r\n";

    async Task RunAsync(Func<Stream, Task> serve)
    {
        var served = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                served.Add(ServeAsync(socket, serve));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // Stopped.
        }
        await Task.WhenAll(served);
    }

    async Task ServeAsync(Socket socket, Func<Stream, Task> serve)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        using var _ = _stop.Token.Register(socket.Dispose);
        try
        {
            await serve(stream);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or SocketException)
        {
            // The client went away; the test looks at the client.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _running.WaitAsync(TimeSpan.FromSeconds(30));
        _stop.Dispose();
    }
}
