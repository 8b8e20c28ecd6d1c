using Microsoft.Playwright;
using ReactiveWs.EndToEnd.Tests.Harness;

namespace ReactiveWs.EndToEnd.Tests;

/// <summary>The chat sample's three ends: the console server, the console client and the page.</summary>
public sealed class ChatSampleTests(Browser browser) : IClassFixture<Browser>
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_joins_talks_with_a_console_and_leaves()
    {
        await using var server = ChildProcess.Start("dotnet", Built.ChatServer, "0", "0");
        var address = (await server.LineAsync("WebSocket: ", Ct)).Split(' ')[1];
        var page = await browser.OpenAsync((await server.LineAsync("page: ", Ct)).Split(' ')[1]);
        await using var console = ChildProcess.Start("dotnet", Built.ChatClient, address, "ada");
        await console.LineAsync("ada is in", Ct);
        await server.LineAsync("ada joins lobby", Ct);

        await page.FillAsync("#user", "grace");
        await page.ClickAsync("#join button");
        await server.LineAsync("grace joins lobby", Ct);
        await page.FillAsync("#text", "hello from the page");
        await page.ClickAsync("#say button");
        await console.LineAsync("grace: hello from the page", Ct);
        console.WriteLine("hello from the console");
        await ShownAsync(page, "ada: hello from the console");

        await page.ClickAsync("#leave");
        await ShownAsync(page, "Closed: 1000");
        await server.LineAsync("grace leaves: 1000", Ct);
        console.WriteLine("bye");
        Assert.Equal(0, await console.ExitCodeAsync(Ct));
        Assert.Contains("closed: 1000", console.Transcript, StringComparison.Ordinal);
        await page.CloseAsync();
    }

    [Fact]
    public async Task A_console_without_a_server_says_what_is_wrong_and_ends()
    {
        await using var gone = new ReactiveWebSocketServer();
        await gone.StartAsync(cancellationToken: Ct);
        var port = gone.Port;
        await gone.StopAsync(cancellationToken: Ct);

        await using var console = ChildProcess.Start("dotnet", Built.ChatClient, $"ws://127.0.0.1:{port}/chat", "ada");

        Assert.Equal(2, await console.ExitCodeAsync(Ct));
        Assert.Contains($"127.0.0.1:{port}", console.Transcript, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", console.Transcript, StringComparison.Ordinal);
    }

    static Task ShownAsync(IPage page, string text) =>
        page.Locator("#log li", new PageLocatorOptions { HasTextString = text }).WaitForAsync();
}
