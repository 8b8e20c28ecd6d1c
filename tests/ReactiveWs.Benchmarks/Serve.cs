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

    static void Typed(ReactiveWebSocketServer server) =>
        new Talk.Server(server).Says.Subscribe(say => _ = say.Peer.SendAsync(say.Message));

    static int Unknown(string mode)
    {
        Console.Error.WriteLine($"'{mode}' is no mode: echo, broadcast or typed.");
        return 2;
    }
}
