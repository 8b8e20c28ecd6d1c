using System.Reactive.Linq;
using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests;

/// <summary>libwebsockets, on which the OpenHarmony module stands, as a server and as a client.</summary>
public sealed class LibwebsocketsTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_server_mirrors_what_we_send()
    {
        await using var server = await Libwebsockets.StartServerAsync(Ct);
        await using var ws = new ReactiveWebSocket();
        var replies = ws.Messages.NextAsync(3);
        await ws.ConnectAsync($"ws://127.0.0.1:{server.Port}/", new WebSocketRequestOptions { Protocol = "lws-mirror-protocol" }, Ct);

        await ws.SendAsync("d #ff0000 1 2 3 4;", Ct);
        await ws.SendAsync("größe", Ct);
        await ws.SendAsync("bytes"u8.ToArray(), Ct);

        Assert.Equal(["d #ff0000 1 2 3 4;", "größe", "bytes"], (await replies).Select(reply => reply.Text));
        Assert.Equal("lws-mirror-protocol", ws.Protocol);
        Assert.Equal(new CloseResult(4001, "enough", true, 0), await ws.EndAsync(new WebSocketCloseOptions { Code = 4001, Reason = "enough" }));
    }

    [Fact]
    public async Task Its_server_counts_until_it_is_told_to_close()
    {
        await using var server = await Libwebsockets.StartServerAsync(Ct);
        await using var ws = new ReactiveWebSocket();
        var numbers = ws.Messages.Select(message => message.Text).NextAsync(3);
        await ws.ConnectAsync($"ws://127.0.0.1:{server.Port}/", new WebSocketRequestOptions { Protocol = "dumb-increment-protocol" }, Ct);

        Assert.Equal(["0", "1", "2"], await numbers);
        await ws.SendAsync("closeme\n", Ct);

        Assert.Equal(new CloseResult(1001, "seeya", true, 0), await ws.Closed.Soon());
    }

    [Fact]
    public async Task Its_server_compresses()
    {
        await using var server = await Libwebsockets.StartServerAsync(Ct);
        await using var ws = new ReactiveWebSocket();
        var status = ws.Messages.NextAsync();
        var headers = ws.HeadersReceived.NextAsync();
        await ws.ConnectAsync($"ws://127.0.0.1:{server.Port}/", new WebSocketRequestOptions { Protocol = "lws-status", Compression = new WebSocketCompression { Threshold = 0 } }, Ct);

        await ws.SendAsync("anything", Ct);

        Assert.StartsWith("{ \"version\":", (await status).Text, StringComparison.Ordinal);
        Assert.StartsWith("permessage-deflate", (await headers)["sec-websocket-extensions"][0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_server_speaks_tls()
    {
        var pair = TestCertificates.Run.Server;
        await using var server = await Libwebsockets.StartServerAsync(Ct, "--ssl", "-C", pair.Certificate, "-K", pair.Key);
        await using var ws = new ReactiveWebSocket();
        var reply = ws.Messages.NextAsync();
        await ws.ConnectAsync($"wss://localhost:{server.Port}/", new WebSocketRequestOptions { Protocol = "lws-mirror-protocol", CaPath = TestCertificates.Run.Ca }, Ct);

        await ws.SendAsync("secret", Ct);

        Assert.Equal("secret", (await reply).Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Its_client_draws_until_we_close(bool compressed)
    {
        await using var server = new ReactiveWebSocketServer();
        var drawn = server.MessageReceived.NextAsync(50);
        var ended = server.Closes.NextAsync();
        var connected = server.Connects.NextAsync();
        server.MessageReceived.SubscribeAwait(async (message, ct) => await message.ClientConnection.SendAsync(message.Text!, ct));
        await server.StartAsync(new WebSocketServerConfig { Protocol = "lws-mirror-protocol", Compression = compressed ? new WebSocketCompression { Threshold = 0 } : null }, Ct);
        await using var client = Libwebsockets.StartClient($"ws://127.0.0.1:{server.Port}/draw");

        Assert.All(await drawn, message => Assert.Matches("^c #[0-9A-F]{6} [0-9]+ [0-9]+ [0-9]+;$", message.Text));
        await server.CloseAsync(await connected, new WebSocketCloseOptions { Code = 1000, Reason = "enough" }, Ct).Soon();

        var end = await ended;
        Assert.Equal((1000, true), (end.Code, end.WasClean));
        Assert.Equal(0, await client.ExitCodeAsync(Ct));
        Assert.Equal(("/draw", "lws-mirror-protocol"), ((await connected).Path, (await connected).Protocol));
        Assert.Equal(compressed, client.Transcript.Contains("instantiating client ext permessage-deflate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_client_trusts_our_certificate()
    {
        await using var server = await OurServer.StartAsync(new WebSocketServerConfig
        {
            Protocol = "lws-mirror-protocol",
            AllowedOrigins = ["http://localhost"],                 // what it sends, over TLS too
            ServerCert = new ServerCert(TestCertificates.Run.Server.Certificate, TestCertificates.Run.Server.Key),
        });
        await using var client = Libwebsockets.StartClient(server.Url(), "--strict-ssl", "--ssl-ca", TestCertificates.Run.Ca);

        var connection = await server.Connected;
        await connection.Messages.NextAsync(10);
        await connection.CloseAsync(Ct).Soon();

        Assert.Equal(0, await client.ExitCodeAsync(Ct));
    }
}
