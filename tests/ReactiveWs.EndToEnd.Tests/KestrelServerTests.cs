using Microsoft.AspNetCore.Http;
using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests;

/// <summary>Our client meets ASP.NET Core's server.</summary>
public sealed class KestrelServerTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Text_and_binary_come_back_in_their_kind()
    {
        await using var server = await KestrelEcho.StartAsync();
        await using var ws = new ReactiveWebSocket();
        var replies = ws.Messages.NextAsync(3);
        await ws.ConnectAsync($"ws://localhost:{server.Port}/a/b?c=d", cancellationToken: Ct);

        await ws.SendAsync("grüße 🐢", Ct);
        await ws.SendAsync(Payload.Bytes(1_000_000), Ct);
        await ws.SendAsync("", Ct);

        Assert.Equal([new("grüße 🐢"), new(Payload.Bytes(1_000_000)), new("")], await replies);
        Assert.Equal("/a/b?c=d", (await server.Upgrade.Task.Soon()).Path);
    }

    [Theory]
    [InlineData(15, false)]
    [InlineData(15, true)]
    [InlineData(9, false)]
    [InlineData(11, true)]
    public async Task Compression_agrees_on_every_parameter(int bits, bool noTakeover)
    {
        await using var server = await KestrelEcho.StartAsync(accept: new WebSocketAcceptContext { DangerousEnableCompression = true, ServerMaxWindowBits = bits, DisableServerContextTakeover = noTakeover });
        await using var ws = new ReactiveWebSocket();
        string[] texts = [Payload.Text(100), Payload.Text(100), Payload.Text(70_000), Payload.Text(50_000, seed: 2), "short"];
        var replies = ws.Messages.NextAsync(texts.Length);
        await ws.ConnectAsync($"ws://localhost:{server.Port}/", new WebSocketRequestOptions
        {
            Compression = new WebSocketCompression { ClientMaxWindowBits = bits, ClientNoContextTakeover = noTakeover, Threshold = 0 },
        }, Ct);

        foreach (var text in texts)
        {
            await ws.SendAsync(text, Ct);
        }

        Assert.Equal(texts, (await replies).Select(reply => reply.Text));
        Assert.StartsWith("permessage-deflate", (await server.Upgrade.Task.Soon()).Headers["Sec-WebSocket-Extensions"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_selected_subprotocol_is_ours()
    {
        await using var server = await KestrelEcho.StartAsync(accept: new WebSocketAcceptContext { SubProtocol = "v1" });
        await using var ws = new ReactiveWebSocket();

        await ws.ConnectAsync($"ws://localhost:{server.Port}/", new WebSocketRequestOptions { Protocols = ["v2", "v1"] }, Ct);

        Assert.Equal("v1", ws.Protocol);
    }

    [Fact]
    public async Task A_subprotocol_that_was_not_offered_fails_the_handshake()
    {
        await using var server = await KestrelEcho.StartAsync(accept: new WebSocketAcceptContext { SubProtocol = "v3" });
        await using var ws = new ReactiveWebSocket();

        var error = await Assert.ThrowsAsync<ReactiveWsException>(() => ws.ConnectAsync($"ws://localhost:{server.Port}/", new WebSocketRequestOptions { Protocols = ["v2", "v1"] }, Ct));

        Assert.Equal(WebSocketErrorCode.ConnectionFailed, error.Code);
        Assert.Contains("v3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_side_may_close_first()
    {
        await using var server = await KestrelEcho.StartAsync();
        await using var ws = new ReactiveWebSocket();
        await ws.ConnectAsync($"ws://localhost:{server.Port}/", cancellationToken: Ct);
        await ws.SendAsync("close 4242 yours", Ct);
        var theirs = await ws.Closed.Soon();
        await ws.ConnectAsync($"ws://localhost:{server.Port}/", cancellationToken: Ct);
        var ours = await ws.EndAsync(new WebSocketCloseOptions { Code = 1008, Reason = "mine" });

        Assert.Equal(new CloseResult(4242, "yours", true, 0), theirs);
        Assert.Equal(new CloseResult(1008, "mine", true, 0), ours);
    }
}
