using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests;

/// <summary>Chromium's own WebSocket meets our server; the page comes from another loopback port, so it is cross-origin.</summary>
public sealed class ChromiumTests(Browser browser) : IClassFixture<Browser>
{
    const string Page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\nConnection: close\r\n\r\n<!doctype html>";

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Text_and_binary_come_back_in_their_kind()
    {
        var seen = await TalkAsync(new WebSocketServerConfig(), """
            ws.send('grüße 🐢'); seen.push(await next());
            ws.send(''); seen.push(await next());
            ws.send(new Uint8Array([0, 255, 128])); seen.push(await next());
            ws.send('x'.repeat(200000)); seen.push((await next()).length);
            ws.close(1000, 'done'); seen.push(await closed);
            """);

        Assert.Equal("""["grüße 🐢","",[0,255,128],200000,[1000,"",true]]""", seen);
    }

    [Theory]
    [InlineData(15, false)]
    [InlineData(9, false)]
    [InlineData(12, true)]
    public async Task It_compresses(int bits, bool noTakeover)
    {
        var compression = new WebSocketCompression
        {
            ClientMaxWindowBits = bits, ServerMaxWindowBits = bits, ClientNoContextTakeover = noTakeover, ServerNoContextTakeover = noTakeover, Threshold = 0,
        };
        var seen = await TalkAsync(new WebSocketServerConfig { Compression = compression }, """
            seen.push(ws.extensions.split(';')[0]);
            const far = Array.from({ length: 30000 }, (_, i) => String.fromCharCode(97 + (i * i * 31 + i * 7) % 26)).join('');
            for (const text of ['short', 'short', far + far, far, 'ä'.repeat(5000)]) { ws.send(text); seen.push(await next() === text); }
            ws.close(); seen.push(await closed);
            """);

        Assert.Equal("""["permessage-deflate",true,true,true,true,true,[1005,"",true]]""", seen);
    }

    [Theory]
    [InlineData("close 1000 done", """[[1000,"done",true]]""")]
    [InlineData("close 1011 größer", """[[1011,"größer",true]]""")]
    [InlineData("close 4999 mine", """[[4999,"mine",true]]""")]
    public async Task It_learns_our_close_code(string command, string expected) =>
        Assert.Equal(expected, await TalkAsync(new WebSocketServerConfig(), $"ws.send('{command}'); seen.push(await closed);"));

    [Theory]
    [InlineData("ws.close()", 1005, "")]
    [InlineData("ws.close(1000)", 1000, "")]
    [InlineData("ws.close(3000, 'größer')", 3000, "größer")]
    [InlineData("ws.close(4999, 'mine')", 4999, "mine")]
    public async Task We_learn_its_close_code(string close, int code, string reason)
    {
        await using var server = await OurServer.StartAsync(new WebSocketServerConfig { AllowedOrigins = [OriginPolicy.Any] });
        await TalkAsync(server, $"{close}; await closed;");

        var end = await server.Ended;
        Assert.Equal((code, reason, true), (end.Code, end.Reason, end.WasClean));
    }

    [Fact]
    public async Task It_offers_subprotocols_and_gets_the_one_we_want() =>
        Assert.Equal("""["v2"]""", await TalkAsync(new WebSocketServerConfig { Protocol = "v2,v3" }, "seen.push(ws.protocol);", protocols: "['v1', 'v2']"));

    [Fact]
    public async Task A_page_that_is_closed_ends_its_connection_with_1001()
    {
        await using var server = await OurServer.StartAsync(new WebSocketServerConfig { AllowedOrigins = [OriginPolicy.Any] });
        await using var http = new FakeHttpServer(Page);
        var page = await browser.OpenAsync($"http://localhost:{http.Port}/");
        await page.EvaluateAsync("url => { window.ws = new WebSocket(url); }", server.Url());
        await server.Connected;

        await page.CloseAsync();

        Assert.Equal(1001, (await server.Ended).Code);
    }

    [Fact]
    public async Task A_page_of_another_origin_is_refused_unless_it_is_allowed()
    {
        await using var http = new FakeHttpServer(Page);
        var origin = $"http://localhost:{http.Port}";
        await using var strict = await OurServer.StartAsync();
        await using var open = await OurServer.StartAsync(new WebSocketServerConfig { AllowedOrigins = [origin] });
        var page = await browser.OpenAsync(origin + "/");
        const string Connect = "url => new Promise(done => { const ws = new WebSocket(url); ws.onopen = () => done('open'); ws.onclose = e => done(e.code); })";

        Assert.Equal(1006, await page.EvaluateAsync<int>(Connect, strict.Url()));
        Assert.Equal("open", await page.EvaluateAsync<string>(Connect, open.Url()));

        Assert.Contains(origin, (await strict.Failed).Message, StringComparison.Ordinal);
        await page.CloseAsync();
    }

    async Task<string> TalkAsync(WebSocketServerConfig config, string script, string protocols = "[]")
    {
        await using var server = await OurServer.StartAsync(config with { AllowedOrigins = [OriginPolicy.Any] });
        return await TalkAsync(server, script, protocols);
    }

    /// <summary>Runs a script once `ws` is open. It finds `next()` for the next message, `closed` for the end, and pushes what it saw to `seen`.</summary>
    async Task<string> TalkAsync(OurServer server, string script, string protocols = "[]")
    {
        await using var http = new FakeHttpServer(Page);
        var page = await browser.OpenAsync($"http://localhost:{http.Port}/");
        var seen = await page.EvaluateAsync<string>($$"""
            async url => {
              const ws = new WebSocket(url, {{protocols}});
              ws.binaryType = 'arraybuffer';
              const seen = [], arrived = [], waiting = [];
              const next = () => arrived.length ? Promise.resolve(arrived.shift()) : new Promise(done => waiting.push(done));
              ws.onmessage = e => {
                const value = typeof e.data === 'string' ? e.data : [...new Uint8Array(e.data)];
                waiting.length ? waiting.shift()(value) : arrived.push(value);
              };
              const closed = new Promise(done => { ws.onclose = e => done([e.code, e.reason, e.wasClean]); });
              await new Promise((open, fail) => { ws.onopen = open; ws.onerror = () => fail(new Error('not open')); });
              {{script}}
              return JSON.stringify(seen);
            }
            """, server.Url()).Soon();
        await page.CloseAsync();
        return seen;
    }
}
