// The browser and server tutorial: a page opens a WebSocket, the server pushes the time every 5 seconds, and a heartbeat finds dead links.
// usage: Ticker [SOCKET-PORT] [PAGE-PORT] [SECONDS-BETWEEN-TICKS]

using System.Globalization;
using System.Reactive.Linq;
using ReactiveWs;
using Ticker;

var socketPort = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 8080;
var pagePort = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 8081;
var interval = TimeSpan.FromSeconds(args.Length > 2 ? double.Parse(args[2], CultureInfo.InvariantCulture) : 5);

// The page comes from another port, which makes it another origin, or from a file, whose origin is "null" or "file://".
await using var page = PageServer.Start(pagePort, Path.Combine(AppContext.BaseDirectory, "page", "index.html"));
await using var server = new ReactiveWebSocketServer();

server.Connects.Subscribe(c => Console.WriteLine($"{c} connected from {c.Headers.GetValueOrDefault("Origin")?[0] ?? "no page"}"));
server.Connects.SubscribeAwait(async (c, ct) => await c.SendAsync("Welcome! The time comes every few seconds.", ct));
server.MessageReceived.Subscribe(m => Console.WriteLine($"{m.ClientConnection} says '{m.Text}'"));
server.MessageReceived.SubscribeAwait(async (m, ct) => await m.ClientConnection.SendAsync($"You said '{m.Text}'.", ct));
server.Closes.Subscribe(c => Console.WriteLine($"{c.ClientConnection} closed: {c.Code} {c.Reason}"));
server.Errors.Subscribe(e => Console.WriteLine($"error {e}"));

await server.StartAsync(new WebSocketServerConfig
{
    ServerPort = socketPort,
    AllowedOrigins = [$"http://localhost:{page.Port}", $"http://127.0.0.1:{page.Port}", OriginPolicy.Null, "file://"],
    PingInterval = interval,
    PongTimeout = interval,      // a client that is silent this long after a ping is gone, however its link ended
});

using var ticks = Observable.Interval(interval).SubscribeAwait(
    async (_, ct) => await server.BroadcastAsync($"It is {DateTime.Now:HH:mm:ss}.", cancellationToken: ct),
    whenFull: WhenFull.DropOldest);

Console.WriteLine($"WebSocket: ws://localhost:{server.Port}");
Console.WriteLine($"page: http://localhost:{page.Port}/?port={server.Port}");
Console.WriteLine($"or open page/index.html from the disk; Ctrl+C ends");

var stopped = new TaskCompletionSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stopped.TrySetResult();
};
await stopped.Task;
await server.StopAsync();
