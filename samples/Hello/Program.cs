// The module's own example, client and server in one process: connect, greet, talk, say bye, close, list, stop.
// Each side prints what its streams tell. Exit code 0 when the whole exchange took place.

using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using ReactiveWs;

await using var server = new ReactiveWebSocketServer();

server.Connects.SubscribeAwait(async (c, ct) => await c.SendAsync($"Hello {c.ClientIP}, I'm server!", ct));
server.MessageReceived.Subscribe(m => Console.WriteLine($"server: message '{m.Text}' from {m.ClientConnection.ClientIP}"));
server.MessageReceived.Where(m => m.Text == "bye").SubscribeAwait(async (m, ct) => await server.CloseAsync(m.ClientConnection, ct));
server.Closes.Subscribe(c => Console.WriteLine($"server: closed, code {c.Code} {c.Reason}"));
server.Errors.Subscribe(e => Console.WriteLine($"server: error {e}"));

await server.StartAsync(new WebSocketServerConfig { MaxConcurrentClientsNumber = 10, MaxConnectionsForOneClient = 10 });
Console.WriteLine("server: listening");

await using var ws = new ReactiveWebSocket();

ws.HeadersReceived.Subscribe(headers => Console.WriteLine($"client: headers, upgrade to {headers["Upgrade"][0]}"));
ws.Opens.Subscribe(open => Console.WriteLine($"client: open, status {open.Status} {open.Message}"));
ws.Messages.Subscribe(m => Console.WriteLine($"client: message '{m.Text}'"));
ws.Closes.Subscribe(c => Console.WriteLine($"client: close, code {c.Code}, reason '{c.Reason}'"));
ws.Errors.Subscribe(e => Console.WriteLine($"client: error {(int)e.Code}: {e.Message}"));

var greeting = ws.Messages.FirstAsync().ToTask();
var left = server.Closes.FirstAsync().ToTask();
await ws.ConnectAsync($"ws://127.0.0.1:{server.Port}/");
await greeting;

foreach (var connection in server.ListAllConnections()) Console.WriteLine($"server: connected is {connection.ClientIP}");

await ws.SendAsync("Hello, server!");
await ws.SendAsync("bye");
var end = await ws.Closed;
await left;
await server.StopAsync();
Console.WriteLine("server: stopped");

return end is { Code: 1000, WasClean: true } ? 0 : 1;
