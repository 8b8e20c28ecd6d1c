// The smallest server and client. Prints what the server answers, and ends.

using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using ReactiveWs;

// <readme:server>
await using var server = new ReactiveWebSocketServer();
server.MessageReceived.SubscribeAwait(async (m, ct) => await m.ClientConnection.SendAsync($"you said {m.Text}", ct));
await server.StartAsync();                                       // 127.0.0.1, a free port
// </readme:server>

// <readme:client>
await using var ws = new ReactiveWebSocket();
ws.Messages.Subscribe(m => Console.WriteLine(m.Text));           // subscribe first, connect after: nothing is missed
ws.Errors.Subscribe(e => Console.WriteLine(e));                  // a failure is a value, never the end of a stream
await ws.ConnectAsync($"ws://localhost:{server.Port}/");
await ws.SendAsync("hello");
// </readme:client>

var answered = ws.Messages.FirstAsync(m => m.Text == "you said bye").ToTask();
await ws.SendAsync("bye");
await answered;
