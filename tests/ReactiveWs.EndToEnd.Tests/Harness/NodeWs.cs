using System.Text.Json;

namespace ReactiveWs.EndToEnd.Tests.Harness;

/// <summary>Node's `ws`, as a server that does what it is told by text messages, and as a client that runs through steps.</summary>
internal sealed class NodeWs : IAsyncDisposable
{
    readonly ChildProcess _process;

    NodeWs(ChildProcess process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <param name="options">Those of `ws`'s WebSocketServer, and <c>protocols</c>, <c>tls: {cert, key, ca}</c>; see peers/server.mjs.</param>
    /// <param name="cancellationToken">Ends the wait for it to listen.</param>
    public static async Task<NodeWs> StartServerAsync(object options, CancellationToken cancellationToken)
    {
        var process = Start("server.mjs", options);
        var listening = await process.EventAsync("listening", cancellationToken);
        return new NodeWs(process, listening.GetProperty("port").GetInt32());
    }

    /// <param name="options">url, protocols, those of `ws`'s WebSocket, and <c>steps</c>; see peers/client.mjs.</param>
    public static ChildProcess StartClient(object options) => Start("client.mjs", options);

    /// <summary>Many clients in one process; see peers/swarm.mjs.</summary>
    public static ChildProcess StartSwarm(string url, int count) => Start("swarm.mjs", new { url, count });

    public Task<JsonElement> EventAsync(string name, CancellationToken cancellationToken) => _process.EventAsync(name, cancellationToken);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    static ChildProcess Start(string script, object options)
    {
        Peer.Node.Require();
        Peer.NodeWs.Require();
        return ChildProcess.Start(Peer.Node.Path, Path.Combine(Built.Peers, script), JsonSerializer.Serialize(options));
    }
}
