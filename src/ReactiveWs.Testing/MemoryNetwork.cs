using System.Collections.Concurrent;

namespace ReactiveWs.Testing;

/// <summary>
/// A server that clients reach in memory: over a new <see cref="FaultyLink"/> for each connection, and on time that the test advances. Give
/// <see cref="Options"/> to <c>ConnectAsync</c>, of a <see cref="ReactiveWebSocket"/> or of a generated client; no port is opened.
/// </summary>
/// <remarks>Safe to use from any thread.</remarks>
/// <param name="server">The server; it need not be started, and stays the caller's to dispose.</param>
/// <param name="config">What the server allows. Default: the default options. Its time is replaced by <see cref="Time"/>.</param>
public sealed class MemoryNetwork(ReactiveWebSocketServer server, WebSocketServerConfig? config = null)
{
    readonly ConcurrentQueue<FaultyLink> _links = new();

    /// <summary>The time of both ends. Nothing times out, pings or reconnects until it is advanced.</summary>
    public ManualTimeProvider Time { get; } = new();

    /// <summary>Whether attempts to connect fail, as if nobody listened. Links that are there already stay. Default false.</summary>
    public bool IsDown { get; set; }

    /// <summary>The clients' ends of all links so far, the oldest first.</summary>
    public IReadOnlyList<FaultyLink> Links => [.. _links];

    /// <summary>The client's end of the latest link.</summary>
    /// <exception cref="InvalidOperationException">Nobody has connected yet.</exception>
    public FaultyLink Link => _links.LastOrDefault() ?? throw new InvalidOperationException("Nobody has connected over this network yet: connect a client with its Options first.");

    /// <summary>Options for clients; add to them with <c>with</c>, but leave their <c>OpenLink</c> and their <c>TimeProvider</c>.</summary>
    public WebSocketRequestOptions Options => new() { TimeProvider = Time, OpenLink = OpenAsync };

    ValueTask<Stream> OpenAsync(Uri uri, CancellationToken cancellationToken)
    {
        if (IsDown)
        {
            throw new IOException("The network in memory is down.");
        }

        var (near, far) = MemoryLink.Pair();
        var link = new FaultyLink(near, Time);
        _links.Enqueue(link);
        _ = server.AcceptAsync(far, (config ?? new WebSocketServerConfig()) with { TimeProvider = Time }, CancellationToken.None);
        return new ValueTask<Stream>(link);
    }
}
