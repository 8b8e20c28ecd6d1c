using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using ReactiveWs.Testing;

namespace ReactiveWs.Tests.Messages;

/// <summary>Our server, on manual time, and clients that speak bytes.</summary>
internal sealed class ServerRig : IAsyncDisposable
{
    readonly List<RawClient> _peers = [];
    readonly List<Task> _serving = [];

    public ReactiveWebSocketServer Server { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    public WebSocketServerConfig Config { get; set; } = new() { PingInterval = TimeSpan.Zero };

    /// <summary>The first client.</summary>
    public RawClient Peer => _peers[0];

    /// <summary>The server's view of the first client.</summary>
    public WebSocketConnection Connection { get; private set; } = null!;

    public static async Task<ServerRig> OpenAsync(Func<WebSocketServerConfig, WebSocketServerConfig>? with = null, Action<ReactiveWebSocketServer>? before = null)
    {
        var rig = new ServerRig();
        if (with is not null) rig.Config = with(rig.Config);
        before?.Invoke(rig.Server);
        rig.Connection = (await rig.ConnectAsync()).Connection;
        return rig;
    }

    /// <summary>One more open connection.</summary>
    public async Task<(RawClient Peer, WebSocketConnection Connection)> ConnectAsync(string target = "/", string moreHeaders = "")
    {
        var connected = Server.Connects.FirstAsync().ToTask();
        var peer = Arrive();
        Assert.StartsWith("HTTP/1.1 101 ", await peer.UpgradeAsync(target, moreHeaders), StringComparison.Ordinal);
        return (peer, await connected.Soon());
    }

    /// <summary>A link to the server over which nothing was said yet.</summary>
    public RawClient Arrive()
    {
        var (client, server) = MemoryLink.Pair();
        var peer = new RawClient(client);
        _peers.Add(peer);
        _serving.Add(Server.AcceptAsync(server, Config with { TimeProvider = Time }));
        return peer;
    }

    /// <summary>The end of serving the given link, in the order of arrival.</summary>
    public Task Serving(int index = 0) => _serving[index];

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers) peer.Vanish();
        var disposal = Server.DisposeAsync().AsTask();
        Time.Advance(TimeSpan.FromHours(1));           // whoever still waits for a peer
        await disposal.Soon();
        await Task.WhenAll(_serving).Soon();
    }
}
