using System.Globalization;

namespace ReactiveWs.EndToEnd.Peer;

/// <summary>Tells of every number that it receives, at once.</summary>
internal static class NumberedServer
{
    public static async Task RunAsync(string address, int port, TimeSpan patience)
    {
        await using var server = new ReactiveWebSocketServer();
        server.Connects.Subscribe(connection =>
        {
            Events.Print($"opened");
            connection.Messages.Subscribe(message => Events.Print($"received {Number(message)}"));
        });
        server.Closes.Subscribe(end => Events.Print($"closed {end.Code}"));
        await server.StartAsync(new WebSocketServerConfig { ServerIP = address, ServerPort = port, PingInterval = patience / 3, PongTimeout = patience });
        Events.Print($"listening {server.Port}");
        await Events.UntilAsync("stop");
    }

    static int Number(WebSocketMessage message) => int.Parse(message.Text!.Split(' ')[0], CultureInfo.InvariantCulture);
}
