using System.Text.RegularExpressions;
using Mem0Observability.Docker;
using Mem0Observability.Stack;
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
        await Task.WhenAll(PageLook.All.Select(LookAsync));

        async Task LookAsync(PageLook look)
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

    [Fact]
    [Step(10)]
    public async Task New_lines_come_by_themselves_and_a_time_is_chosen_in_the_histogram_with_the_keyboard()
    {
        await using var browser = await PageBrowser.StartAsync();
        await using var page = await browser.OpenAsync("/logs", PageLook.Desk);
        await page.Page.GetByTestId("log-histogram").GetByRole(AriaRole.Slider).FocusAsync();
        for (var i = 0; i < 10; i++) await page.Page.Keyboard.PressAsync("Control+Shift+ArrowLeft");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.WaitForURLAsync(new Regex("from=[0-9]{13}&to=[0-9]{13}"));

        await page.GoAsync("/logs?tail=on&service=mem0");
        await Assertions.Expect(page.Page.GetByTestId("tail-lines").Locator(".log-line").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        page.Complaints.Should().BeEmpty();
    }

    [Fact]
    [Step(10)]
    public async Task A_store_that_does_not_answer_is_said_part_by_part_and_the_rest_stays_usable()
    {
        using var engine = await EngineConnection.OpenAsync(TestContext.Current.CancellationToken);
        var prometheus = (await StackView.ListAsync(engine, ModuleShell.Project, TestContext.Current.CancellationToken)).Single(s => s.Service == "prometheus").ContainerId;
        await using var browser = await PageBrowser.StartAsync();
        await using var page = await browser.OpenAsync("/logs", PageLook.Desk);
        await HostSignal.SendAsync(engine, prometheus, "STOP");
        try
        {
            await page.Page.GotoAsync("/");
            await Assertions.Expect(page.Page.GetByTestId("slos").Locator(".notice.slow")).ToBeVisibleAsync(new() { Timeout = 15_000 });
            await page.Page.GetByRole(AriaRole.Link, new() { Name = "Logs", Exact = true }).ClickAsync();
            await Assertions.Expect(page.Page.Locator(".log-line").First).ToBeVisibleAsync(new() { Timeout = 15_000 });
        }
        finally
        {
            await HostSignal.SendAsync(engine, prometheus, "CONT");
        }

        await page.GoAsync("/");
        await Assertions.Expect(page.Page.GetByTestId("slos").GetByRole(AriaRole.Table)).ToBeVisibleAsync();
        (await page.Page.Locator(".notice.failed, .notice.slow").CountAsync()).Should().Be(0);
    }

    /// <summary>Nobody can before signing in.</summary>
    private static async Task AcknowledgeOnThePageAsync(string alert, string by)
    {
        await using var browser = await PageBrowser.StartAsync();
        await using var page = await browser.OpenAsync("/alerts", PageLook.Desk);
        var row = page.Page.Locator($"[data-alert={alert}]").First;
        await Assertions.Expect(row).ToBeVisibleAsync();
        (await row.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).CountAsync()).Should().Be(0);

        await SignInAsync(page);
        await page.Page.WaitForURLAsync("**/alerts");
        await row.GetByRole(AriaRole.Button, new() { Name = "Acknowledge" }).ClickAsync();
        var form = page.Page.GetByTestId("acknowledge");
        await form.GetByLabel("By").FillAsync(by);
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(row).ToContainTextAsync(by);
        page.Complaints.Should().BeEmpty();
    }

    /// <summary>With the token that the module tells where to find.</summary>
    private static async Task SignInAsync(OpenPage page)
    {
        var run = await ModuleShell.RunAsync("Get-Mem0Monitoring observer | ForEach-Object { $_.Credentials }");
        var token = await File.ReadAllTextAsync(run.Lines.Single().Split("token in ")[1], TestContext.Current.CancellationToken);
        await page.Page.GetByRole(AriaRole.Banner).GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await page.Page.GetByLabel("Token").FillAsync(token);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
    }

    private static async Task LeadsToLogsAsync(OpenPage page)
    {
        await Assertions.Expect(page.Page.GetByTestId("waterfall")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await page.SettleAsync();
        // Visible is also what is cut off.
        await Assertions.Expect(page.Page.Locator("[role=treeitem] b").First).ToBeInViewportAsync();
        await page.Page.GetByRole(AriaRole.Link, new() { Name = "Logs of the trace" }).ClickAsync();
        await Assertions.Expect(page.Page.Locator(".log-line").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        page.Complaints.Should().BeEmpty();
    }
}
