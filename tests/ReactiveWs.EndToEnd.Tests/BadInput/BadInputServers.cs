using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Reactive.Linq;
using System.Text;
using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests.BadInput;

/// <summary>The servers that bad input is sent to, each with a healthy client that stays connected over all of it.</summary>
public sealed class BadInputServers : IAsyncLifetime
{
    /// <summary>How a handshake of TLS ends: neither a status nor a close code can be told.</summary>
    public const string RefusedByTls = "refused by TLS";

    /// <summary>A request that is accepted.</summary>
    public const string Good =
        "GET /chat HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

    readonly List<OurServer> _servers = [];
    readonly List<(ReactiveWebSocket Client, OurServer Server)> _healthy = [];
    int _echoes;

    internal OurServer Plain => _servers[0];

    internal OurServer Tls => _servers[1];

    /// <summary>Wants a certificate of its clients.</summary>
    internal OurServer Mutual => _servers[2];

    public async ValueTask InitializeAsync()
    {
        var certificates = TestCertificates.Run;
        var tls = Config with { ServerCert = new ServerCert(certificates.Server.Certificate, certificates.Server.Key) };
        await AddAsync(Config, new WebSocketRequestOptions());
        await AddAsync(tls, new WebSocketRequestOptions { CaPath = certificates.Ca });
        await AddAsync(tls with { ClientCertRequired = true, ClientCaPath = certificates.Ca }, new WebSocketRequestOptions
        {
            CaPath = certificates.Ca,
            ClientCert = new ClientCert(certificates.Client.Certificate, certificates.Client.Key),
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (client, _) in _healthy) await client.DisposeAsync();
        foreach (var server in _servers) await server.DisposeAsync();
    }

    /// <summary>Every server still answers the client that was there before all bad input.</summary>
    public async Task AssertServingOthersAsync()
    {
        foreach (var (client, _) in _healthy)
        {
            var echo = client.Messages.NextAsync();
            var text = $"still here {++_echoes}";
            await client.SendAsync(text, TestContext.Current.CancellationToken);
            Assert.Equal(text, (await echo).Text);
        }
    }

    /// <summary>Sends a request, and gives the status of the answer.</summary>
    internal async Task<string> RequestAsync(OurServer server, byte[] request, string from = "127.0.0.1")
    {
        var told = server.Server.Errors.Where(error => error.HttpStatus is not null).NextAsync();
        await using var stream = await OpenAsync(server, from);
        await stream.WriteAsync(request, TestContext.Current.CancellationToken);
        var head = await HeadAsync(stream);
        var status = head.Split(' ')[1];
        if (status != "101") Assert.Equal(status, $"{(await told).HttpStatus}");
        return status;
    }

    /// <summary>Sends bytes after a good handshake, and gives the code of the close frame that comes back; the link ends after it.</summary>
    internal async Task<string> WireAsync(OurServer server, byte[] wire, string extensions, int pieceSize = int.MaxValue)
    {
        var (closed, errors) = (server.Server.Closes.NextAsync(), server.Errors.Count);
        await using var stream = await OpenAsync(server);
        await UpgradeAsync(stream, extensions);
        for (var at = 0; at < wire.Length; at += Math.Min(pieceSize, wire.Length - at))
        {
            await stream.WriteAsync(wire.AsMemory(at, Math.Min(pieceSize, wire.Length - at)), TestContext.Current.CancellationToken);
        }

        var code = await CloseCodeAsync(stream);
        await stream.DisposeAsync();
        Assert.Equal((await closed).WasClean, server.Errors.Count == errors);    // what is not clean is told as an error, and before the end
        return code;
    }

    /// <summary>Sends bytes after a good handshake and ends the link; gives the code that the server tells.</summary>
    internal async Task<string> CutAsync(byte[] wire, bool reset)
    {
        var closed = Plain.Server.Closes.NextAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Plain.Server.Port, TestContext.Current.CancellationToken);
        await UpgradeAsync(client.GetStream(), "");
        await client.GetStream().WriteAsync(wire, TestContext.Current.CancellationToken);
        if (reset) client.LingerState = new LingerOption(true, 0);
        client.Close();
        return $"{(await closed).Code}";
    }

    internal static async Task UpgradeAsync(Stream stream, string extensions)
    {
        var offer = extensions.Length == 0 ? "" : $"Sec-WebSocket-Extensions: {extensions}\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(Good.Insert(Good.Length - 2, offer)), TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 101 ", await HeadAsync(stream), StringComparison.Ordinal);
    }

    internal static async Task<string> HeadAsync(Stream stream)
    {
        using var guard = Guard.Token(TestContext.Current.CancellationToken);
        return await stream.HeadAsync(guard.Token);
    }

    /// <summary>Reads all frames to the end of the link; the last of them closes.</summary>
    internal static async Task<string> CloseCodeAsync(Stream stream)
    {
        using var guard = Guard.Token(TestContext.Current.CancellationToken);
        var header = new byte[2];
        while (await stream.ReadAtLeastAsync(header, 2, throwOnEndOfStream: false, guard.Token) == 2)
        {
            var payload = new byte[header[1]];
            await stream.ReadExactlyAsync(payload, guard.Token);
            if (header[0] != 0x88) continue;
            Assert.Equal(0, await stream.ReadAsync(header, guard.Token));
            return payload.Length == 0 ? "1005" : $"{payload[0] << 8 | payload[1]}";
        }

        return "the link ended without a close frame";
    }

    internal static async Task<NetworkStream> ConnectAsync(OurServer server, string from = "127.0.0.1")
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await socket.ConnectAsync(IPAddress.Loopback, server.Server.Port, TestContext.Current.CancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>A connection; over TLS where the server wants that.</summary>
    async Task<Stream> OpenAsync(OurServer server, string from = "127.0.0.1")
    {
        var stream = await ConnectAsync(server, from);
        if (server == Plain) return stream;
        var tls = new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync("localhost").Soon();
        return tls;
    }

    async Task AddAsync(WebSocketServerConfig config, WebSocketRequestOptions options)
    {
        var server = await OurServer.StartAsync(config);
        var client = new ReactiveWebSocket();
        _servers.Add(server);
        _healthy.Add((client, server));
        await client.ConnectAsync(server.Url(), options with { PingInterval = TimeSpan.Zero }, TestContext.Current.CancellationToken);
    }

    static WebSocketServerConfig Config => new()
    {
        Protocol = "chat.v1",
        MaxMessageSize = 4096,
        MaxFragments = 8,
        MaxConcurrentClientsNumber = 1,
        Compression = new WebSocketCompression(),
        PingInterval = TimeSpan.Zero,
        Authorize = (request, _) => ValueTask.FromResult(request.Path switch
        {
            "/secret" => Authorization.Refuse(401, "who are you?"),
            "/forbidden" => Authorization.Refuse(403, "not you"),
            "/throws" => throw new InvalidOperationException("the hook fails"),
            _ => Authorization.Accepted,
        }),
    };
}
