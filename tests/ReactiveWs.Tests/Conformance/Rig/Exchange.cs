using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ReactiveWs.Testing;

namespace ReactiveWs.Tests.Conformance.Rig;

/// <summary>One connection between an end of ours that echoes and a raw peer, and everything our end tells about it.</summary>
internal sealed class Exchange : IAsyncDisposable
{
    readonly TaskCompletionSource<WebSocketConnection> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly CancellationTokenSource _guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    readonly ManualTimeProvider _time = new();   // it stands still: nothing here may wait for a time-out of ours
    readonly ReactiveWebSocketServer _server = new();
    readonly ReactiveWebSocket _client = new();
    readonly SemaphoreSlim _heard = new(0);
    readonly Ours _ours;
    readonly Terms _terms;
    TcpListener? _listener;
    RawPeer? _peer;

    public Exchange(Ours ours, Terms terms)
    {
        (_ours, _terms) = (ours, terms);
        _guard.CancelAfter(TimeSpan.FromSeconds(30));
        _server.Errors.Subscribe(ServerErrors.Enqueue);
        _server.Connects.Subscribe(OnConnected);
        Observe(_client.Errors, _client.Closes);
        Echo(_client.Messages, (text, ct) => _client.SendAsync(text, ct), (data, ct) => _client.SendAsync(data, ct));
    }

    public RawPeer Peer => _peer!;

    public Ours Ours => _ours;

    /// <summary>What went over the link, for the message of a failure.</summary>
    public string Record => _peer?.Record ?? "";

    /// <summary>Ends when the guard's time is over.</summary>
    public CancellationToken Guard => _guard.Token;

    /// <summary>The head that our end sent.</summary>
    public string Head { get; private set; } = "";

    /// <summary>The peer's half of the compression that was agreed.</summary>
    public PeerDeflate Deflate { get; private set; } = new(null, false);

    public ConcurrentQueue<ReactiveWsException> Errors { get; } = [];

    public ConcurrentQueue<ReactiveWsException> ServerErrors { get; } = [];

    public ConcurrentQueue<CloseResult> Closes { get; } = [];

    /// <summary>How our end's connection ended.</summary>
    public async Task<CloseResult> ClosedAsync() =>
        await (_ours.IsServer() ? (await _connected.Task.WaitAsync(Guard)).Closed : _client.Closed).WaitAsync(Guard);

    /// <summary>Closes from our end, without waiting for the peer.</summary>
    public async Task BeginClose(int code)
    {
        var options = new WebSocketCloseOptions { Code = code, Reason = "bye" };
        _ = _ours.IsServer() ? (await _connected.Task.WaitAsync(Guard)).CloseAsync(options, Guard) : _client.CloseAsync(options, Guard);
    }

    /// <summary>Waits until our end has received so many messages.</summary>
    public async Task HeardAsync(int messages)
    {
        for (var heard = 0; heard < messages; heard++) await _heard.WaitAsync(Guard);
    }

    /// <summary>Our server waits for a request.</summary>
    public void Accept() => Accept(new WebSocketServerConfig { TimeProvider = _time });

    public Task OpenAsync() => _ours.IsServer() ? OpenServerAsync() : OpenClientAsync();

    public async ValueTask DisposeAsync()
    {
        if (_peer is not null) await _peer.DisposeAsync();
        _listener?.Dispose();
        await _client.DisposeAsync();
        await _server.DisposeAsync();
        _guard.Dispose();
        _heard.Dispose();
    }

    async Task OpenServerAsync()
    {
        var config = new WebSocketServerConfig { MaxMessageSize = _terms.MaxMessageSize, Compression = _terms.Compression, TimeProvider = _time };
        if (_ours.IsOverTcp()) _peer = new RawPeer(await StartAsync(config), isClient: true);
        else Accept(config);
        Head = await RawHandshake.AskAsync(Peer, _terms, Guard);
        Deflate = new PeerDeflate(RawHandshake.Value(Head, "Sec-WebSocket-Extensions"), peerIsClient: true);
    }

    async Task<Stream> StartAsync(WebSocketServerConfig config)
    {
        await _server.StartAsync(config, Guard);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, _server.Port, Guard);
        return new NetworkStream(socket, ownsSocket: true);
    }

    void Accept(WebSocketServerConfig config)
    {
        var (theirs, ours) = MemoryLink.Pair();
        _ = _server.AcceptAsync(Shaped(ours), config);
        _peer = new RawPeer(theirs, isClient: true);
    }

    async Task OpenClientAsync()
    {
        var options = new WebSocketRequestOptions { MaxMessageSize = _terms.MaxMessageSize, Compression = _terms.Compression, TimeProvider = _time };
        var connecting = _ours.IsOverTcp() ? await ListenAsync(options) : Connect(options);
        Head = await RawHandshake.AnswerAsync(Peer, _terms, Guard);
        await connecting;
        Deflate = new PeerDeflate(_terms.PeerExtensions, peerIsClient: false);
    }

    async Task<Task> ListenAsync(WebSocketRequestOptions options)
    {
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        var connecting = _client.ConnectAsync($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/echo", options, Guard);
        var socket = await _listener.AcceptSocketAsync(Guard);
        socket.NoDelay = true;
        _peer = new RawPeer(new NetworkStream(socket, ownsSocket: true), isClient: false);
        return connecting;
    }

    Task Connect(WebSocketRequestOptions options)
    {
        var (ours, theirs) = MemoryLink.Pair();
        _peer = new RawPeer(theirs, isClient: false);
        return _client.ConnectAsync("ws://peer.test/echo", options with { OpenLink = (_, _) => new(Shaped(ours)) }, Guard);
    }

    Stream Shaped(Stream link) => _ours.IsByOctets() ? new FaultyLink(link) { ReadAtMost = 1 } : link;

    void OnConnected(WebSocketConnection connection)
    {
        Observe(connection.Errors, connection.Closes);
        Echo(connection.Messages, (text, ct) => connection.SendAsync(text, ct), (data, ct) => connection.SendAsync(data, ct));
        _connected.SetResult(connection);
    }

    void Observe(IObservable<ReactiveWsException> errors, IObservable<CloseResult> closes)
    {
        errors.Subscribe(Errors.Enqueue);
        closes.Subscribe(Closes.Enqueue);
    }

    void Echo(
        IObservable<WebSocketMessage> messages,
        Func<string, CancellationToken, ValueTask<SendResult>> sendText,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<SendResult>> sendData)
    {
        messages.Subscribe(_ => _heard.Release());
        if (_ours.IsAwaiting()) messages.SubscribeAwait(async (message, ct) => await Send(message, ct));
        else messages.Subscribe(message => _ = Send(message, CancellationToken.None).AsTask());
        ValueTask<SendResult> Send(WebSocketMessage message, CancellationToken ct) => message.IsText ? sendText(message.Text!, ct) : sendData(message.Data, ct);
    }
}
