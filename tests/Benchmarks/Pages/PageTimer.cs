using Mem0Observability.Tests.Browser;
using Microsoft.Playwright;

namespace Mem0Observability.Tests.Benchmarks.Pages;

/// <summary>
/// Times pages in the distribution's Chromium, which runs already, each in a new tab. Only the first one has an empty cache. With a profile, as
/// people have one: without, Chromium takes twice as long for pages that change much.
/// </summary>
internal sealed class PageTimer : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly DirectoryInfo _profile;
    private readonly IBrowserContext _visitor;

    private PageTimer(IPlaywright playwright, DirectoryInfo profile, IBrowserContext visitor) => (_playwright, _profile, _visitor) = (playwright, profile, visitor);

    public static async Task<PageTimer> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var profile = Directory.CreateTempSubdirectory("mem0-bench-");
        return new(playwright, profile, await Chromium.LaunchAsync(playwright, profile));
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
        await _visitor.DisposeAsync();
        _playwright.Dispose();
        _profile.Delete(recursive: true);
    }
}
