using System.Net.WebSockets;
using System.Text;
using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests;

/// <summary>The platform's own client meets our server.</summary>
public sealed class SystemNetClientTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Text_and_binary_come_back_in_their_kind()
    {
        await using var server = await OurServer.StartAsync();
        using var client = await ConnectAsync(server);

        await SendAsync(client, Encoding.UTF8.GetBytes("grüße 🐢"), WebSocketMessageType.Text);
        Assert.Equal("grüße 🐢", Encoding.UTF8.GetString(await ReceiveAsync(client, WebSocketMessageType.Text)));
        await SendAsync(client, Payload.Bytes(1_000_000), WebSocketMessageType.Binary);
        Assert.Equal(Payload.Bytes(1_000_000), await ReceiveAsync(client, WebSocketMessageType.Binary));
    }

    [Fact]
    public async Task Fragments_arrive_as_one_message()
    {
        await using var server = await OurServer.StartAsync();
        using var client = await ConnectAsync(server);

        for (var i = 0; i < 100; i++)
        {
            await client.SendAsync(new[] { (byte)('a' + (i % 26)) }, WebSocketMessageType.Text, endOfMessage: i == 99, Ct);
        }

        Assert.Equal(100, (await ReceiveAsync(client, WebSocketMessageType.Text)).Length);
    }

    [Theory]
    [InlineData(15, 15, true, true)]
    [InlineData(9, 9, true, true)]
    [InlineData(12, 10, false, false)]
    [InlineData(15, 9, false, true)]
    public async Task Compression_agrees_on_every_parameter(int clientBits, int serverBits, bool clientTakeover, bool serverTakeover)
    {
        await using var server = await OurServer.StartAsync(new WebSocketServerConfig { Compression = new WebSocketCompression { Threshold = 0 } });
        using var client = await ConnectAsync(server, options => options.DangerousDeflateOptions = new WebSocketDeflateOptions
        {
            ClientMaxWindowBits = clientBits,
            ServerMaxWindowBits = serverBits,
            ClientContextTakeover = clientTakeover,
            ServerContextTakeover = serverTakeover,
        });

        foreach (var text in new[] { Payload.Text(100), Payload.Text(100), Payload.Text(70_000), Payload.Text(50_000, seed: 2), "" })
        {
            await SendAsync(client, Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);
            Assert.Equal(text, Encoding.UTF8.GetString(await ReceiveAsync(client, WebSocketMessageType.Text)));
        }
    }

    [Fact]
    public async Task Each_side_may_close_first()
    {
        await using var server = await OurServer.StartAsync();
        using var first = await ConnectAsync(server);
        using var second = await ConnectAsync(server);

        await first.CloseAsync(WebSocketCloseStatus.PolicyViolation, "mine", Ct);
        await SendAsync(second, "close 4242 yours"u8.ToArray(), WebSocketMessageType.Text);
        var end = await second.ReceiveAsync(new byte[100], Ct).Soon();

        Assert.Equal(WebSocketCloseStatus.PolicyViolation, first.CloseStatus);
        Assert.Equal((1008, "mine", true), ((await server.Ended).Code, (await server.Ended).Reason, (await server.Ended).WasClean));
        Assert.Equal((WebSocketMessageType.Close, (WebSocketCloseStatus)4242, "yours"), (end.MessageType, end.CloseStatus, end.CloseStatusDescription));
    }

    [Fact]
    public async Task A_broadcast_reaches_everybody_and_the_list_names_them()
    {
        await using var server = await OurServer.StartAsync();
        var clients = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ConnectAsync(server)));
        foreach (var client in clients)
        {
            await SendAsync(client, "hello"u8.ToArray(), WebSocketMessageType.Text);
            await ReceiveAsync(client, WebSocketMessageType.Text);
        }

        Assert.Equal(20, await server.Server.BroadcastAsync("all", cancellationToken: Ct));

        foreach (var client in clients)
        {
            Assert.Equal("all"u8.ToArray(), await ReceiveAsync(client, WebSocketMessageType.Text));
        }

        Assert.Equal(20, server.Server.ListAllConnections().Select(connection => $"{connection.ClientIP}:{connection.ClientPort}").Distinct().Count());
        Array.ForEach(clients, client => client.Dispose());
    }

    static async Task<ClientWebSocket> ConnectAsync(OurServer server, Action<ClientWebSocketOptions>? set = null)
    {
        var client = new ClientWebSocket();
        set?.Invoke(client.Options);
        await client.ConnectAsync(new Uri(server.Url()), Ct);
        return client;
    }

    static Task SendAsync(ClientWebSocket client, byte[] message, WebSocketMessageType type) => client.SendAsync(message, type, true, Ct);

    static async Task<byte[]> ReceiveAsync(ClientWebSocket client, WebSocketMessageType type)
    {
        using var guard = Guard.Token(Ct);
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        ValueWebSocketReceiveResult piece;
        do
        {
            piece = await client.ReceiveAsync(buffer.AsMemory(), guard.Token);
            Assert.Equal(type, piece.MessageType);
            whole.Write(buffer, 0, piece.Count);
        }
        while (!piece.EndOfMessage);
        return whole.ToArray();
    }
}
