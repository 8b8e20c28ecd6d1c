using System.Globalization;

namespace ReactiveWs.EndToEnd.Tests.Harness;

/// <summary>
/// libwebsockets' test programs. The server speaks <c>dumb-increment-protocol</c> (counts; <c>reset\n</c> starts anew, <c>closeme\n</c> closes),
/// <c>lws-mirror-protocol</c> (sends back what it gets, as text) and <c>lws-status</c> (JSON, and the one that negotiates compression).
/// The client draws on <c>lws-mirror-protocol</c>.
/// </summary>
internal sealed class Libwebsockets : IAsyncDisposable
{
    const string LogEverything = "31";

    readonly ChildProcess _process;

    Libwebsockets(ChildProcess process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public string Transcript => _process.Transcript;

    public static async Task<Libwebsockets> StartServerAsync(CancellationToken cancellationToken, params string[] options)
    {
        Peer.LibwebsocketsServer.Require();
        var process = ChildProcess.Start(Peer.LibwebsocketsServer.Path, ["-p", "0", "-i", "lo", "-d", LogEverything, .. options]);
        var bound = await process.LineAsync("lws_socket_bind says ", cancellationToken);
        await process.LineAsync("-> OPERATIONAL", cancellationToken);
        return new Libwebsockets(process, int.Parse(bound.Split(' ')[^1], CultureInfo.InvariantCulture));
    }

    /// <summary>A client that draws until the server closes, then exits.</summary>
    public static ChildProcess StartClient(string url, params string[] options)
    {
        Peer.LibwebsocketsClient.Require();
        return ChildProcess.Start(Peer.LibwebsocketsClient.Path, ["--justmirror", "--once", "-d", LogEverything, .. options, url]);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
