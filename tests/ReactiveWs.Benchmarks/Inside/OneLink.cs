using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace ReactiveWs.Benchmarks.Inside;

/// <summary>Our client and our server at the two ends of a link in memory; benchmarks hand the server's connection its messages themselves.</summary>
internal sealed class OneLink : IDisposable
{
    readonly ReactiveWebSocketServer _server = new();
    readonly ReactiveWebSocket _client = new();

    OneLink() { }

    public ReactiveWebSocketServer Server => _server;

    public WebSocketConnection Connection { get; private set; } = null!;

    public static OneLink Open(Action<ReactiveWebSocketServer> subscribe)
    {
        var link = new OneLink();
        subscribe(link._server);
        var connected = link._server.Connects.FirstAsync().ToTask();
        link._client.ConnectAsync("ws://memory.test/", new WebSocketRequestOptions { PingInterval = TimeSpan.Zero, OpenLink = link.Meet }).GetAwaiter().GetResult();
        link.Connection = connected.GetAwaiter().GetResult();
        return link;
    }

    ValueTask<Stream> Meet(Uri uri, CancellationToken cancellationToken)
    {
        var (client, server) = MemoryLink.Pair();
        _ = _server.AcceptAsync(server, new WebSocketServerConfig { PingInterval = TimeSpan.Zero }, cancellationToken);
        return new(client);
    }

    public void Dispose()
    {
        _client.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _server.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
