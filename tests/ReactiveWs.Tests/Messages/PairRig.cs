using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using ReactiveWs.Testing;

namespace ReactiveWs.Tests.Messages;

/// <summary>Our client and our server at the two ends of a link in memory.</summary>
internal sealed class PairRig : IAsyncDisposable
{
    public ReactiveWebSocket Client { get; } = new();

    public ReactiveWebSocketServer Server { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    /// <summary>The server's end of the latest connection.</summary>
    public WebSocketConnection Connection { get; private set; } = null!;

    public WebSocketRequestOptions Options { get; set; } = new() { PingInterval = TimeSpan.Zero };

    public WebSocketServerConfig Config { get; set; } = new() { PingInterval = TimeSpan.Zero };

    /// <summary>Wraps the server's end of each link.</summary>
    public Func<Stream, Stream> Wrap { get; set; } = stream => stream;

    public static async Task<PairRig> OpenAsync(
        Func<WebSocketRequestOptions, WebSocketRequestOptions>? with = null, Func<WebSocketServerConfig, WebSocketServerConfig>? and = null,
        Func<Stream, Stream>? wrap = null)
    {
        var pair = new PairRig { Wrap = wrap ?? (stream => stream) };
        if (with is not null) pair.Options = with(pair.Options);
        if (and is not null) pair.Config = and(pair.Config);
        await pair.ConnectAsync();
        return pair;
    }

    public async Task ConnectAsync()
    {
        var connected = Server.Connects.FirstAsync().ToTask();
        await Client.ConnectAsync(ClientRig.Address, ClientOptions).Soon();
        Connection = await connected.Soon();
    }

    /// <summary>The options of a client that meets the server over a new link each time.</summary>
    public WebSocketRequestOptions ClientOptions => Options with
    {
        TimeProvider = Time,
        OpenLink = (_, _) =>
        {
            var (client, server) = MemoryLink.Pair();
            _ = Server.AcceptAsync(Wrap(server), Config with { TimeProvider = Time }, CancellationToken.None);
            return new(client);
        },
    };

    public async ValueTask DisposeAsync()
    {
        var disposal = Task.WhenAll(Client.DisposeAsync().AsTask(), Server.DisposeAsync().AsTask());
        Time.Advance(TimeSpan.FromHours(1));
        await disposal.Soon();
    }
}
