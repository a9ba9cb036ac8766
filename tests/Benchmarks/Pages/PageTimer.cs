using Microsoft.Playwright;

namespace Mem0Observability.Tests.Benchmarks.Pages;

/// <summary>Times pages in the distribution's Chromium, each time with an empty cache.</summary>
internal sealed class PageTimer : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private PageTimer(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<PageTimer> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        // Only our own pages are opened; the sandbox needs rights that a container or a root login does not give.
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-dev-shm-usage"] }));
    }

    /// <summary>From the call of the address until the page shows what is waited for, as the page's own clock has it.</summary>
    /// <param name="shown">JavaScript that is true as soon as it shows.</param>
    /// <returns>Seconds.</returns>
    public async Task<double> OpenAsync(Uri address, string shown)
    {
        await using var context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit });
        var time = await page.WaitForFunctionAsync($"() => ({shown}) && performance.now()", null, new() { Timeout = 60_000 });
        return await time.JsonValueAsync<double>() / 1000;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
