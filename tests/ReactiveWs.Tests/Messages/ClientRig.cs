using ReactiveWs.Testing;

namespace ReactiveWs.Tests.Messages;

/// <summary>Our client, on manual time, and at the other end of its link a server that speaks bytes.</summary>
internal sealed class ClientRig : IAsyncDisposable
{
    public const string Address = "ws://peer.test/chat";

    public ReactiveWebSocket Socket { get; } = new();

    public ManualTimeProvider Time { get; } = new();

    /// <summary>The peer of the current link.</summary>
    public RawServer Peer { get; private set; } = null!;

    /// <summary>Wraps the client's end of each link.</summary>
    public Func<Stream, Stream> Wrap { get; set; } = stream => stream;

    public WebSocketRequestOptions Options { get; set; } = new() { PingInterval = TimeSpan.Zero };

    /// <summary>An open connection.</summary>
    public static async Task<ClientRig> OpenAsync(Func<WebSocketRequestOptions, WebSocketRequestOptions>? with = null, Action<ReactiveWebSocket>? before = null)
    {
        var rig = new ClientRig();
        if (with is not null) rig.Options = with(rig.Options);
        before?.Invoke(rig.Socket);
        await rig.ConnectAsync();
        return rig;
    }

    public async Task ConnectAsync(string moreHeaders = "")
    {
        var connecting = BeginConnecting();
        await Peer.AcceptAsync(moreHeaders);
        await connecting.Soon();
    }

    /// <summary>Connects a new link; the peer has still to answer.</summary>
    public Task BeginConnecting() => BeginConnectingUntil(CancellationToken.None);

    public Task BeginConnectingUntil(CancellationToken cancellationToken)
    {
        var (client, server) = MemoryLink.Pair();
        Peer = new RawServer(server);
        var options = Options with { TimeProvider = Time, OpenLink = (_, _) => new(Wrap(client)) };
        return Socket.ConnectAsync(Address, options, cancellationToken);
    }

    /// <summary>Does the peer's part of the close handshake that our side has begun, and says what the frame was.</summary>
    public async Task<string> AnswerCloseAsync()
    {
        var close = await Peer.NextAsync();
        await Peer.SendAsync(close);
        Peer.Vanish();
        return close;
    }

    public async ValueTask DisposeAsync()
    {
        Peer?.Vanish();
        var disposal = Socket.DisposeAsync().AsTask();
        Time.Advance(TimeSpan.FromHours(1));           // whoever still waits for the peer
        await disposal.Soon();
    }
}
