using Mem0Observability.Tests.Browser;
using Microsoft.Playwright;

namespace Mem0Observability.Tests.Acceptance.Pages;

/// <summary>The distribution's Chromium. What a page asks of anywhere but the observer, and what it complains of, is kept.</summary>
internal sealed class PageBrowser : IAsyncDisposable
{
    public const string Address = "http://127.0.0.1:29095";

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private PageBrowser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<PageBrowser> StartAsync()
    {
        IPlaywright playwright = await Playwright.CreateAsync();
        return new PageBrowser(playwright, await Chromium.LaunchAsync(playwright));
    }

    public async Task<OpenPage> OpenAsync(string path, PageLook look)
    {
        IBrowserContext context = await _browser.NewContextAsync(new()
        {
            BaseURL = Address,
            ViewportSize = new() { Width = look.Width, Height = look.Height },
            ColorScheme = look.IsDark ? ColorScheme.Dark : ColorScheme.Light,
        });
        var page = new OpenPage(await context.NewPageAsync());
        await page.GoAsync(path);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
