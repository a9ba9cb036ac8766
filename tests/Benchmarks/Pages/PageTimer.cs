using Mem0Observability.Tests.Browser;
using Microsoft.Playwright;

namespace Mem0Observability.Tests.Benchmarks.Pages;

/// <summary>Times pages in the distribution's Chromium, which runs already, each in a new tab. Only the first one has an empty cache.</summary>
internal sealed class PageTimer : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly IBrowserContext _visitor;

    private PageTimer(IPlaywright playwright, IBrowser browser, IBrowserContext visitor) => (_playwright, _browser, _visitor) = (playwright, browser, visitor);

    public static async Task<PageTimer> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await Chromium.LaunchAsync(playwright);
        return new(playwright, browser, await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } }));
    }

    /// <summary>From the call of the address until the page shows what is waited for, as the page's own clock has it.</summary>
    /// <param name="shown">JavaScript that is true as soon as it shows.</param>
    /// <returns>Seconds.</returns>
    public async Task<double> OpenAsync(Uri address, string shown)
    {
        var page = await _visitor.NewPageAsync();
        await page.GotoAsync(address.AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit });
        var time = await page.WaitForFunctionAsync($"() => ({shown}) && performance.now()", null, new() { Timeout = 60_000, PollingInterval = 20 });
        var seconds = await time.JsonValueAsync<double>() / 1000;
        await page.CloseAsync();
        return seconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
