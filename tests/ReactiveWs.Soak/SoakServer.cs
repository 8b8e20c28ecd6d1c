using System.Collections.Concurrent;
using System.Globalization;
using ReactiveWs.Soak.Visits;

namespace ReactiveWs.Soak;

/// <summary>A plain and a TLS server that do what the path asks for: <c>/echo/ID</c>, <c>/push/ID</c>, <c>/listen/ID</c>, <c>/typed/ID</c>.</summary>
internal sealed class SoakServer : IAsyncDisposable
{
    readonly Ledger _ledger;
    readonly Certificate _certificate = new();
    readonly ReactiveWebSocketServer _plain = new();
    readonly ReactiveWebSocketServer _secure = new();
    readonly Counting.Server _counting;
    readonly ConcurrentDictionary<WebSocketConnection, Served> _typed = new();

    public SoakServer(Ledger ledger)
    {
        _ledger = ledger;
        _counting = new Counting.Server(_plain, acceptWithoutSubprotocol: false);
        _counting.Attach(new CountingHandler(this));
        foreach (var server in new[] { _plain, _secure })
        {
            server.Connects.Subscribe(Serve);
            server.Errors.Subscribe(error => ledger.Error("server", error));
        }
    }

    public int Connections => _plain.ListAllConnections().Count + _secure.ListAllConnections().Count;

    /// <summary>How many sends broadcasts have come to.</summary>
    public long Broadcast { get; private set; }

    /// <summary>The authority that clients have to trust, as a PEM file.</summary>
    public string CaPath => _certificate.Path;

    public int Port => _plain.Port;

    public string Address(string service, long visit, bool secure = false) => string.Create(CultureInfo.InvariantCulture,
        $"{(secure ? "wss" : "ws")}://localhost:{(secure ? _secure.Port : _plain.Port)}/{service}/{visit}");

    public async Task StartAsync()
    {
        var config = new WebSocketServerConfig
        {
            Compression = new WebSocketCompression(),
            HighWaterMark = 64 * 1024,
            PingInterval = TimeSpan.FromSeconds(7),
            SendTimeout = TimeSpan.FromSeconds(15),
            // nothing may end for the machine being busy
            HandshakeTimeout = TimeSpan.FromMinutes(1),
            CloseTimeout = TimeSpan.FromMinutes(1),
            PongTimeout = TimeSpan.FromMinutes(1),
        };
        await _plain.StartAsync(config);
        await _secure.StartAsync(config with { ServerCert = new ServerCert(_certificate.Path, _certificate.Key) });
    }

    /// <summary>A message for all listeners.</summary>
    public async Task BroadcastAsync(int number)
    {
        var text = Content.Text(0, number, ListenVisit.Most);
        Broadcast += await _plain.BroadcastAsync(text, connection => connection.Path.StartsWith("/listen/", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        _counting.Dispose();
        await _plain.DisposeAsync();
        await _secure.DisposeAsync();
        _certificate.Dispose();
    }

    void Serve(WebSocketConnection connection)
    {
        if (connection.Path.Split('/') is not [_, var service, var id] || _ledger.Find(long.Parse(id, CultureInfo.InvariantCulture)) is not { } visit) return;
        var served = new Served(visit, connection);
        switch (service)
        {
            case "echo":
                Echo(connection, visit, served);
                break;
            case "push":
                served.Begin();
                _ = PushAsync(connection, visit, served);
                break;
            case "typed":
                Watch(connection, served);
                break;
        }
    }

    void Echo(WebSocketConnection connection, Visit visit, Served served)
    {
        connection.Messages.Subscribe(message =>
        {
            served.Begin();
            visit.Up.Receive(Content.Read(visit.Id, message, visit.MostSize));
            _ledger.CountMessage();
        });
        connection.Messages.SubscribeAwait(async (message, ct) =>
        {
            if (await Sending.TryAsync(() => message.IsText ? connection.SendAsync(message.Text!, ct) : connection.SendAsync(message.Data, ct))) visit.Down.Accept();
            served.Finish();
        });
    }

    /// <summary>Sends as fast as the client takes it, until it leaves.</summary>
    static async Task PushAsync(WebSocketConnection connection, Visit visit, Served served)
    {
        await Task.Yield();              // Connects must not wait
        for (var number = 0; await Sending.TryAsync(() => connection.SendAsync(Content.Text(visit.Id, number, visit.MostSize))); number++) visit.Down.Accept();
        served.Finish();
    }

    void Watch(WebSocketConnection connection, Served served)
    {
        _typed[connection] = served;
        served.Begin();                                          // the handler is told of the end, too
        connection.DataEnds.Subscribe(_ => served.Begin());
    }

    /// <summary>Answers each note with itself and each addition with its sum.</summary>
    sealed class CountingHandler(SoakServer soak) : Counting.IServerHandler
    {
        public async ValueTask OnNoteAsync(Counting.Note note, Counting.Peer peer, CancellationToken ct)
        {
            var visit = Received(peer, note.Number);
            if (await Sending.TryAsync(() => peer.SendAsync(new Counting.Noted(note.Number, note.Text), ct))) visit.Down.Accept();
            soak._typed[peer.Connection].Finish();
        }

        public ValueTask<Counting.Sum> OnAddAsync(Counting.Add add, Counting.Peer peer, CancellationToken ct)
        {
            Received(peer, add.Number).Down.Accept();
            soak._typed[peer.Connection].Finish();
            return ValueTask.FromResult(new Counting.Sum(add.Number, add.Terms.Sum(term => (long)term)));
        }

        public ValueTask OnDisconnectedAsync(Counting.Peer peer, CloseResult result, CancellationToken ct)
        {
            soak._typed.TryRemove(peer.Connection, out var served);
            served?.Finish();
            return default;
        }

        Visit Received(Counting.Peer peer, int number)
        {
            var visit = soak._ledger.Find(long.Parse(peer.Connection.Path.Split('/')[2], CultureInfo.InvariantCulture))!;
            visit.Up.Receive(number);
            soak._ledger.CountMessage();
            return visit;
        }
    }
}
