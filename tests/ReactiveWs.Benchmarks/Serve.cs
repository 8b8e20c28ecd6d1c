using System.Globalization;

namespace ReactiveWs.Benchmarks;

/// <summary>The server under load: the public API only, as a user would write it.</summary>
internal static class Serve
{
    public static async Task<int> RunAsync(int port, string mode)
    {
        await using var server = new ReactiveWebSocketServer();
        switch (mode)
        {
            case "echo": Echo(server); break;
            case "broadcast": Broadcast(server); break;
            case "typed": Typed(server); break;
            case var many when many.StartsWith("observed-", StringComparison.Ordinal): Observed(server, int.Parse(many.AsSpan("observed-".Length), CultureInfo.InvariantCulture)); break;
            default: return Unknown(mode);
        }
        await server.StartAsync(new WebSocketServerConfig { ServerPort = port });
        await new TaskCompletionSource().Task;
        return 0;
    }

    static void Echo(ReactiveWebSocketServer server) =>
        server.Connects.Subscribe(c => c.Messages.Subscribe(m => _ = m.IsText ? c.SendAsync(m.Text!) : c.SendAsync(m.Data)));

    static void Broadcast(ReactiveWebSocketServer server) =>
        server.MessageReceived.Subscribe(m => _ = server.BroadcastAsync(m.Data, c => c != m.ClientConnection));

    /// <summary>Echoes, and has so many subscribers in all on each connection.</summary>
    static void Observed(ReactiveWebSocketServer server, int subscribers)
    {
        Echo(server);
        server.Connects.Subscribe(c =>
        {
            for (var i = 1; i < subscribers; i++) c.Messages.Subscribe(static m => s_bytes += m.Data.Length);
        });
    }

    static long s_bytes;

    static void Typed(ReactiveWebSocketServer server) =>
        new Talk.Server(server).Says.Subscribe(say => _ = say.Peer.SendAsync(say.Message));

    static int Unknown(string mode)
    {
        Console.Error.WriteLine($"'{mode}' is no mode: echo, broadcast, typed or observed-N.");
        return 2;
    }
}
