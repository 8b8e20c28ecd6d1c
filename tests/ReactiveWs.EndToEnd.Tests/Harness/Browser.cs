using Microsoft.Playwright;

namespace ReactiveWs.EndToEnd.Tests.Harness;

/// <summary>Headless Chromium, once per run of the tests that share it.</summary>
public sealed class Browser : IAsyncLifetime
{
    IPlaywright? _playwright;
    IBrowser? _chromium;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Peer.Chromium.Path))
        {
            return;                                                // each test says so itself
        }

        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Peer.Chromium.Path,
            Args = ["--no-sandbox", "--disable-quic", "--disable-background-networking"],
        });
    }

    /// <summary>A page of its own, opened at an address.</summary>
    internal async Task<IPage> OpenAsync(string url)
    {
        Peer.Chromium.Require();
        var page = await _chromium!.NewPageAsync();
        await page.GotoAsync(url);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
