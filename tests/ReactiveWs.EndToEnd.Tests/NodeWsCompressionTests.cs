using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests;

/// <summary>permessage-deflate with every parameter, both ways, against Node's `ws`, which inflates and deflates with zlib (RFC 7692 §7.1).</summary>
public sealed class NodeWsCompressionTests
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<WebSocketCompression> Settings { get; } =
    [
        new WebSocketCompression(),
        new WebSocketCompression { Threshold = 0 },
        new WebSocketCompression { ServerNoContextTakeover = true },
        new WebSocketCompression { ClientNoContextTakeover = true },
        new WebSocketCompression { ServerNoContextTakeover = true, ClientNoContextTakeover = true },
        new WebSocketCompression { ServerMaxWindowBits = 9 },
        new WebSocketCompression { ClientMaxWindowBits = 9 },
        new WebSocketCompression { ServerMaxWindowBits = 10, ClientMaxWindowBits = 12 },
        new WebSocketCompression { ServerMaxWindowBits = 11, ClientMaxWindowBits = 9, ServerNoContextTakeover = true, ClientNoContextTakeover = true, Threshold = 0 },
    ];

    /// <summary>What Node's server insists on when it is asked for plain permessage-deflate.</summary>
    public static TheoryData<string> Demands { get; } =
    [
        """{"threshold":0}""",
        """{"threshold":0,"serverNoContextTakeover":true}""",
        """{"threshold":0,"clientNoContextTakeover":true}""",
        """{"threshold":0,"serverMaxWindowBits":9}""",
        """{"threshold":0,"clientMaxWindowBits":9}""",
        """{"threshold":0,"clientMaxWindowBits":8}""",
        """{"threshold":0,"clientMaxWindowBits":10,"serverMaxWindowBits":10,"clientNoContextTakeover":true,"serverNoContextTakeover":true}""",
    ];

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task Our_client_asks_for_what_it_is_set_to(WebSocketCompression settings)
    {
        await using var server = await NodeWs.StartServerAsync(new { perMessageDeflate = new { threshold = 0 } }, Ct);
        var asked = await EchoAsync(server, settings);

        Assert.Equal("permessage-deflate", asked.GetProperty("extensions").GetString());
        var offer = asked.GetProperty("headers").GetProperty("sec-websocket-extensions").GetString()!;
        Assert.Equal(settings.ServerNoContextTakeover, offer.Contains("server_no_context_takeover", StringComparison.Ordinal));
        Assert.Equal(settings.ServerMaxWindowBits < 15, offer.Contains($"server_max_window_bits={settings.ServerMaxWindowBits}", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Demands))]
    public async Task Our_client_keeps_to_what_the_server_demands(string demands)
    {
        await using var server = await NodeWs.StartServerAsync(new { perMessageDeflate = JsonSerializer.Deserialize<JsonElement>(demands) }, Ct);

        var asked = await EchoAsync(server, new WebSocketCompression { Threshold = 0 });

        Assert.Equal("permessage-deflate", asked.GetProperty("extensions").GetString());
    }

    [Fact]
    public async Task A_server_that_declines_is_spoken_to_without()
    {
        await using var server = await NodeWs.StartServerAsync(new { perMessageDeflate = false }, Ct);

        var asked = await EchoAsync(server, new WebSocketCompression());

        Assert.Equal("", asked.GetProperty("extensions").GetString());
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task Our_server_answers_with_what_it_is_set_to(WebSocketCompression settings)
    {
        await using var server = await OurServer.StartAsync(new WebSocketServerConfig { Compression = settings });
        var answer = await EchoAsync(server, "true");

        Assert.StartsWith("permessage-deflate", answer, StringComparison.Ordinal);
        Assert.Equal(settings.ServerNoContextTakeover, answer.Contains("server_no_context_takeover", StringComparison.Ordinal));
        Assert.Equal(settings.ClientNoContextTakeover, answer.Contains("client_no_context_takeover", StringComparison.Ordinal));
        Assert.Equal(settings.ClientMaxWindowBits < 15, answer.Contains($"client_max_window_bits={settings.ClientMaxWindowBits}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"serverNoContextTakeover":true}""", "server_no_context_takeover")]
    [InlineData("""{"clientNoContextTakeover":true}""", "permessage-deflate")]
    [InlineData("""{"serverMaxWindowBits":9}""", "server_max_window_bits=9")]
    [InlineData("""{"serverMaxWindowBits":12,"clientMaxWindowBits":9,"threshold":0}""", "server_max_window_bits=12")]
    public async Task Our_server_keeps_to_what_the_client_demands(string offer, string answered)
    {
        await using var server = await OurServer.StartAsync(new WebSocketServerConfig { Compression = new WebSocketCompression { Threshold = 0 } });

        Assert.Contains(answered, await EchoAsync(server, offer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_server_declines_unless_it_is_set_to_compress()
    {
        await using var server = await OurServer.StartAsync();

        Assert.Equal("", await EchoAsync(server, "true"));
    }

    [Fact]
    public async Task A_message_that_inflates_over_the_limit_ends_with_1009()
    {
        await using var server = await OurServer.StartAsync(new WebSocketServerConfig { Compression = new WebSocketCompression(), MaxMessageSize = 100_000 });
        await using var client = NodeWs.StartClient(new { url = server.Url(), steps = new object[] { new { repeat = 1, size = 10_000_000 } } });

        Assert.Equal(1009, (await client.EventAsync("close", Ct)).GetProperty("code").GetInt32());
    }

    static async Task<JsonElement> EchoAsync(NodeWs server, WebSocketCompression settings)
    {
        string[] texts = [Payload.Text(200), Payload.Text(200), Payload.Text(70_000), "", Payload.Text(45_000, seed: 2), Payload.Text(200)];
        await using var ws = new ReactiveWebSocket();
        var replies = ws.Messages.NextAsync(texts.Length + 1);
        await ws.ConnectAsync($"ws://localhost:{server.Port}/", new WebSocketRequestOptions { Compression = settings }, Ct);

        foreach (var text in texts)
        {
            await ws.SendAsync(text, Ct);
        }

        await ws.SendAsync(Payload.Bytes(100_000), Ct);

        var all = await replies;
        Assert.Equal(texts, all.Take(texts.Length).Select(reply => reply.Text));
        Assert.Equal(new WebSocketMessage(Payload.Bytes(100_000)), all[^1]);
        Assert.Equal(1000, (await ws.EndAsync()).Code);
        return await server.EventAsync("connection", Ct);
    }

    /// <summary>Five texts there and back; the answer's extensions, empty when none.</summary>
    static async Task<string> EchoAsync(OurServer server, string perMessageDeflate)
    {
        string[] texts = [Payload.Text(200), Payload.Text(200), Payload.Text(50_000), Payload.Text(30_000, seed: 2), "short"];    // one argument is 128 KiB at most
        await using var client = NodeWs.StartClient(new
        {
            url = server.Url(),
            perMessageDeflate = JsonSerializer.Deserialize<JsonElement>(perMessageDeflate),
            steps = texts.SelectMany(text => new object[] { new { text }, new { @await = "message" } }).Append(new { close = new object[] { 1000 } }),
        });

        var headers = (await client.EventAsync("upgrade", Ct)).GetProperty("headers");
        foreach (var text in texts)
        {
            var reply = await client.EventAsync("message", Ct);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), reply.GetProperty("sha256").GetString());
        }

        Assert.Equal(1000, (await client.EventAsync("close", Ct)).GetProperty("code").GetInt32());
        return headers.TryGetProperty("sec-websocket-extensions", out var extensions) ? extensions.GetString()! : "";
    }
}
