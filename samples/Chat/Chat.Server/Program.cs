// A chat server: the protocol's server end on one port, a page that speaks the same protocol in plain JavaScript on another.
// usage: Chat.Server [SOCKET-PORT] [PAGE-PORT]

using System.Globalization;
using ReactiveWs;
using Talk;
using Ticker;

var socketPort = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5000;
var pagePort = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5001;

await using var page = PageServer.Start(pagePort, Path.Combine(AppContext.BaseDirectory, "page", "index.html"));
await using var server = new ReactiveWebSocketServer();
using var chat = new Chat.Server(server, path: "/chat");
using var lobby = chat.Attach(new Lobby(chat, TimeProvider.System));

// The same messages as streams: whoever only watches does not touch the handler.
chat.Joins.Subscribe(join => Console.WriteLine($"{join.Message.User} joins {join.Message.Room}"));
chat.Disconnects.Subscribe(end => Console.WriteLine($"{end.Peer.User} leaves: {end.Message.Code} {end.Message.Reason}"));
chat.Unknowns.Subscribe(unknown => Console.WriteLine($"{unknown.Peer.Connection} sends what is not in the protocol: {unknown.Message.Discriminator}"));
chat.Malformeds.Subscribe(malformed => Console.WriteLine($"{malformed.Peer.Connection} sends what does not fit: {malformed.Message.Reason}"));
server.Errors.Subscribe(e => Console.WriteLine($"error {e}"));

// The page comes from another port, which makes it another origin.
await server.StartAsync(new WebSocketServerConfig
{
    ServerPort = socketPort,
    AllowedOrigins = [$"http://localhost:{page.Port}", $"http://127.0.0.1:{page.Port}"],
});

Console.WriteLine($"WebSocket: ws://localhost:{server.Port}/chat");
Console.WriteLine($"page: http://localhost:{page.Port}/?port={server.Port}");
Console.WriteLine("Ctrl+C ends");

var stopped = new TaskCompletionSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stopped.TrySetResult();
};
await stopped.Task;
await server.StopAsync();
