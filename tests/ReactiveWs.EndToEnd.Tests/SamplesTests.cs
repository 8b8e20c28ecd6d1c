using System.Globalization;
using System.Net.Sockets;
using Microsoft.Playwright;
using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests;

/// <summary>The samples do what their text says, started as a user starts them.</summary>
public sealed class SamplesTests(Browser browser) : IClassFixture<Browser>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hello_prints_the_whole_exchange_and_exits_0()
    {
        await using var hello = ChildProcess.Start("dotnet", Built.Hello);

        Assert.Equal(0, await hello.ExitCodeAsync(Ct));

        // The two sides run side by side: the order is certain within each.
        Assert.Equal(
            [
                "client: headers, upgrade to websocket",
                "client: open, status 101 Switching Protocols",
                "client: message 'Hello 127.0.0.1, I'm server!'",
                "client: close, code 1000, reason ''",
            ],
            Lines(hello, "client: "));
        Assert.Equal(
            [
                "server: listening",
                "server: connected is 127.0.0.1",
                "server: message 'Hello, server!' from 127.0.0.1",
                "server: message 'bye' from 127.0.0.1",
                "server: closed, code 1000",
                "server: stopped",
            ],
            Lines(hello, "server: "));
    }

    [Fact]
    public async Task Tickers_page_gets_the_time_from_another_port_and_from_a_file()
    {
        await using var ticker = ChildProcess.Start("dotnet", Built.Ticker, "0", "0", "0.2");
        var url = (await ticker.LineAsync("page: ", Ct)).Split(' ')[1];
        var file = $"file://{Path.Combine(Path.GetDirectoryName(Built.Ticker)!, "page", "index.html")}{new Uri(url).Query}";

        foreach (var address in new[] { url, file })
        {
            var page = await browser.OpenAsync(address);
            await page.Locator("#log li", new PageLocatorOptions { HasTextString = "Welcome!" }).WaitForAsync();
            await page.Locator("#log li", new PageLocatorOptions { HasTextString = "You said 'Hello, server!'" }).WaitForAsync();
            await page.Locator("#log li", new PageLocatorOptions { HasTextString = "It is " }).First.WaitForAsync();
            await page.ClickAsync("#close");
            await page.Locator("#log li", new PageLocatorOptions { HasTextString = "Closed: 1000" }).WaitForAsync();
            await ticker.LineAsync("closed: 1000 done", Ct);
            await page.CloseAsync();
        }
    }

    [Fact]
    public async Task Tickers_heartbeat_finds_a_client_that_is_silent()
    {
        await using var ticker = ChildProcess.Start("dotnet", Built.Ticker, "0", "0", "0.2");
        var port = int.Parse((await ticker.LineAsync("WebSocket: ", Ct)).Split(':')[^1], CultureInfo.InvariantCulture);
        using var silent = new TcpClient();
        await silent.ConnectAsync("127.0.0.1", port, Ct);
        await silent.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"u8.ToArray(), Ct);

        await ticker.LineAsync("closed: 1006", Ct);
    }

    static IEnumerable<string> Lines(ChildProcess process, string start) =>
        process.Transcript.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith(start, StringComparison.Ordinal));
}
