using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Mem0Observability.Tests.Acceptance.Pages;

/// <summary>A page that is open in the browser.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private static readonly AxeRunOptions s_levelAA = new() { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa") };

    private readonly List<string> _complaints = [];

    public OpenPage(IPage page)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _complaints.Add(message.Text);
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(PageBrowser.Address, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) _complaints.Add($"asked {request.Url}");
        };
    }

    public IPage Page { get; }

    /// <summary>Errors in the console, and requests to other places.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Opens an address, and waits until everything that loads has loaded.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await SettleAsync();
    }

    public Task SettleAsync() => Assertions.Expect(Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0, new() { Timeout = 30_000 });

    /// <summary>What breaks WCAG 2.1 A or AA, a line each.</summary>
    public async Task<IReadOnlyList<string>> ViolationsAsync() =>
        [.. (await Page.RunAxe(s_levelAA)).Violations.Select(v => $"{v.Id}: {v.Help} at {string.Join("; ", v.Nodes.Take(3).Select(n => n.Html))}")];

    /// <summary>By how many pixels the page is wider than its window.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
