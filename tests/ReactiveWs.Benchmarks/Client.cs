using System.Diagnostics;
using System.Net.WebSockets;
using ReactiveWs.Bytes;

namespace ReactiveWs.Benchmarks;

/// <summary>The client beside the platform's own, against a server of ours in the same process.</summary>
internal static class Client
{
    const int Size = 64;

    /// <summary>Messages per second that one subscriber receives.</summary>
    public static async Task<int> FloodAsync(string whose, int seconds)
    {
        await using var server = new ReactiveWebSocketServer();
        server.Connects.Subscribe(c => _ = PublishAsync(c));
        await server.StartAsync();
        long received = 0;
        await using var client = await ConnectAsync(whose, server.Port, () => received++);
        await ReportAsync("flood", whose, () => Volatile.Read(ref received), seconds);
        return 0;
    }

    /// <summary>Echoes per second with so many in flight.</summary>
    public static async Task<int> EchoAsync(string whose, int depth, int seconds)
    {
        await using var server = new ReactiveWebSocketServer();
        server.Connects.Subscribe(c => c.Messages.Subscribe(m => _ = c.SendAsync(m.Data)));
        await server.StartAsync();
        long received = 0;
        IEchoClient? client = null;
        client = await ConnectAsync(whose, server.Port, () =>
        {
            received++;
            client!.Send(s_message);
        });
        for (var i = 0; i < depth; i++) client.Send(s_message);
        await ReportAsync($"echo, {depth} in flight", whose, () => Volatile.Read(ref received), seconds);
        return 0;
    }

    /// <summary>Resident bytes for each of so many further idle clients, the server in a process of its own.</summary>
    public static async Task<int> HoldAsync(string whose, int count)
    {
        using var server = Process.Start(new ProcessStartInfo("dotnet", [typeof(Client).Assembly.Location, "serve", "28999", "echo"]))!;
        try
        {
            await UntilListeningAsync(28999);
            const int warm = 500;
            var clients = new List<IEchoClient>(warm + count);
            for (var i = 0; i < warm; i++) clients.Add(await ConnectAsync(whose, 28999, () => { }));      // code and libraries are loaded once
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            var before = Resident();
            for (var i = 0; i < count; i++) clients.Add(await ConnectAsync(whose, 28999, () => { }));
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);      // what connecting left behind goes
            Console.WriteLine($"clients {whose}: {count} idle, {(Resident() - before) / count:N0} B each");
            GC.KeepAlive(clients);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
        return 0;
    }

    /// <summary>Handshakes per second, one after another, the server in a process of its own.</summary>
    public static async Task<int> HandshakesAsync(string whose, int count)
    {
        using var server = Process.Start(new ProcessStartInfo("dotnet", [typeof(Client).Assembly.Location, "serve", "28998", "echo"]))!;
        try
        {
            await UntilListeningAsync(28998);
            var clients = new List<IEchoClient>(count * 2);
            for (var i = 0; i < count; i++) clients.Add(await ConnectAsync(whose, 28998, () => { }));      // warms up
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < count; i++) clients.Add(await ConnectAsync(whose, 28998, () => { }));
            Console.WriteLine($"handshakes {whose}: {count / Stopwatch.GetElapsedTime(start).TotalSeconds:N0}/s");
            GC.KeepAlive(clients);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
        return 0;
    }

    static readonly byte[] s_message = new byte[Size];

    static long Resident()
    {
        using var self = Process.GetCurrentProcess();
        self.Refresh();
        return self.WorkingSet64;
    }

    static async Task UntilListeningAsync(int port)
    {
        while (true)
        {
            try
            {
                using var probe = new System.Net.Sockets.TcpClient();
                await probe.ConnectAsync("127.0.0.1", port);
                return;
            }
            catch (System.Net.Sockets.SocketException)
            {
                await Task.Yield();
            }
        }
    }

    static async Task PublishAsync(WebSocketConnection connection)
    {
        await Task.Yield();
        while (connection.State == ConnectionState.Open) await connection.SendAsync(s_message);
    }

    static async Task ReportAsync(string what, string whose, Func<long> received, int seconds)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        await timer.WaitForNextTickAsync();       // the first second warms up
        var (before, start) = (received(), Stopwatch.GetTimestamp());
        for (var i = 0; i < seconds; i++) await timer.WaitForNextTickAsync();
        var rate = (received() - before) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine($"{what} {whose}: {rate:N0} messages/s");
    }

    static async Task<IEchoClient> ConnectAsync(string whose, int port, Action onMessage)
    {
        IEchoClient client = whose switch
        {
            "ours" => new Ours(),
            "direct" => new Opened(HandshakePath.Direct),
            "handler" => new Opened(HandshakePath.Handler),
            _ => new Platform(),
        };
        await client.ConnectAsync(port, onMessage);
        return client;
    }

    interface IEchoClient : IAsyncDisposable
    {
        Task ConnectAsync(int port, Action onMessage);

        void Send(ReadOnlyMemory<byte> message);
    }

    sealed class Ours : IEchoClient
    {
        readonly ReactiveWebSocket _socket = new();

        public Task ConnectAsync(int port, Action onMessage)
        {
            _socket.Messages.Subscribe(_ => onMessage());
            return _socket.ConnectAsync($"ws://127.0.0.1:{port}/");
        }

        public void Send(ReadOnlyMemory<byte> message) => _ = _socket.SendAsync(message);

        public ValueTask DisposeAsync() => _socket.DisposeAsync();
    }

    /// <summary>A link of ours, opened in one of the two ways, waiting for bytes as a connection does.</summary>
    sealed class Opened(HandshakePath path) : IEchoClient
    {
        ClientOpening? _opening;

        public async Task ConnectAsync(int port, Action onMessage)
        {
            _opening = await ClientHandshake.OpenAsync(new Uri($"ws://127.0.0.1:{port}/"), new WebSocketRequestOptions(), path, CancellationToken.None);
            _ = _opening.Link.ReadAsync(new byte[_opening.Link.IdleBufferSize]);
        }

        public void Send(ReadOnlyMemory<byte> message) => throw new NotSupportedException();

        public ValueTask DisposeAsync()
        {
            _opening?.Link.Abort();
            return default;
        }
    }

    sealed class Platform : IEchoClient
    {
        readonly ClientWebSocket _socket = new();

        public async Task ConnectAsync(int port, Action onMessage)
        {
            await _socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/"), CancellationToken.None);
            _ = ReceiveAsync(onMessage);
        }

        public void Send(ReadOnlyMemory<byte> message) => _ = _socket.SendAsync(message, WebSocketMessageType.Binary, true, CancellationToken.None);

        public ValueTask DisposeAsync()
        {
            _socket.Dispose();
            return default;
        }

        async Task ReceiveAsync(Action onMessage)
        {
            var buffer = new byte[4096];
            while (true)
            {
                var result = await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                if (result.EndOfMessage) onMessage();
            }
        }
    }
}
