using Mem0Observability.Tests.Acceptance.Pages;
using Microsoft.Playwright;

namespace Mem0Observability.Tests.Acceptance;

/// <summary>The observer's pages about the live stack, in a real browser.</summary>
public sealed partial class LifeOfAStackTests
{
    public static TheoryData<string, string> EveryPage { get; } = new()
    {
        { "overview", "/" },
        { "dashboards", "/dashboards" },
        { "dashboard-overview", "/dashboards/overview" },
        { "dashboard-performance", "/dashboards/performance" },
        { "dashboard-database", "/dashboards/database" },
        { "dashboard-business", "/dashboards/business" },
        { "dashboard-pipeline", "/dashboards/pipeline" },
        { "logs", "/logs" },
        { "traces", "/traces" },
        { "map", "/map" },
        { "changes", "/changes" },
        { "alerts", "/alerts" },
        { "runbook", "/runbooks/Mem0ServiceDown" },
        { "sign-in", "/sign-in" },
    };

    [Theory]
    [Step(10)]
    [MemberData(nameof(EveryPage))]
    public async Task A_page_is_whole_and_usable_for_everybody_on_a_desk_at_night_and_on_a_phone(string name, string path)
    {
        await using var browser = await PageBrowser.StartAsync();
        foreach (var look in PageLook.All)
        {
            await using var page = await browser.OpenAsync(path, look);
            (await page.ViolationsAsync()).Should().BeEmpty($"{name} on {look.Name}");
            (await page.OverflowAsync()).Should().BeLessThanOrEqualTo(0, $"{name} on {look.Name} must not scroll sideways");
            (await page.Page.Locator(".notice.failed").AllInnerTextsAsync()).Should().BeEmpty($"{name} on {look.Name}");
            (await page.Page.Locator("h1").CountAsync()).Should().Be(1);
            page.Complaints.Should().BeEmpty($"{name} on {look.Name}");
            await page.Page.ScreenshotAsync(new() { Path = Path.Combine(ModuleShell.Root, "output", "pages", $"{name}-{look.Name}.png"), FullPage = look != PageLook.Phone });
        }
    }

    [Fact]
    [Step(10)]
    public async Task Somebody_from_elsewhere_signs_in_before_anything_is_shown()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(PageBrowser.Address) };
        foreach (var path in EveryPage.Select(p => p.Data.Item2).Where(p => p != "/sign-in"))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = "monitoring.example.com";
            using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
            answer.Headers.Location?.OriginalString.Should().StartWith("/sign-in?to=", path);
        }

        using var circuit = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        circuit.Headers.Host = "monitoring.example.com";
        ((int)(await http.SendAsync(circuit, TestContext.Current.CancellationToken)).StatusCode).Should().Be(401);
    }

    [Fact]
    [Step(10)]
    public async Task A_found_trace_leads_to_its_waterfall_and_its_log_lines()
    {
        await using var browser = await PageBrowser.StartAsync();
        await using var page = await browser.OpenAsync("/traces?service=mem0", PageLook.Desk);
        await page.Page.GetByTestId("traces").GetByRole(AriaRole.Link).First.ClickAsync();
        await LeadsToLogsAsync(page);
    }

    [Fact]
    [Step(10)]
    public async Task An_exemplar_in_a_chart_leads_to_its_trace_and_its_log_lines()
    {
        await using var browser = await PageBrowser.StartAsync();
        await using var page = await browser.OpenAsync("/dashboards/performance?from=now-15m&refresh=0", PageLook.Desk);
        var dot = page.Page.Locator("a.dot").First;
        await Assertions.Expect(dot).ToBeAttachedAsync(new() { Timeout = 20_000 });
        await dot.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        await LeadsToLogsAsync(page);
    }

    private static async Task LeadsToLogsAsync(OpenPage page)
    {
        await Assertions.Expect(page.Page.GetByTestId("waterfall")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.SettleAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Logs of the trace" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".log-line").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        page.Complaints.Should().BeEmpty();
    }
}
