using System.Reactive.Linq;
using ReactiveWs;

// One build for both devices; it learns at start which one it is on. A package for one device writes this into its runtimeconfig instead.
if (args.Length > 0) AppContext.SetData("ReactiveWs.Device", args[0]);
var device = DeviceProfile.Current;
Console.WriteLine($"running on {device}");

await using var server = new ReactiveWebSocketServer();
server.Connects.SubscribeAwait(async (connection, ct) => await connection.SendAsync("welcome to the living room", ct));
server.Errors.Subscribe(error => Console.WriteLine(error.Message));

var address = args.Length > 1 ? args[1] : null;
if (device.SupportsServer)
{
    await server.StartAsync();
    address = $"ws://127.0.0.1:{server.Port}";
    Console.WriteLine("serving");
}
else
{
    Console.WriteLine("cannot serve");
}

if (address is null) return;

var options = new WebSocketRequestOptions();
if (device.SupportsHeartbeatOptions) options = options with { PingInterval = TimeSpan.FromSeconds(10) };

await using var client = new ReactiveWebSocket();
client.Messages.Subscribe(message => Console.WriteLine($"received: {message.Text}"));
client.Messages.Take(1).SubscribeAwait(async (_, ct) => await client.CloseAsync(ct));
client.Errors.Subscribe(error => Console.WriteLine(error.Message));
await client.ConnectAsync(address, options);
Console.WriteLine($"closed: {(await client.Closed).Code}");
