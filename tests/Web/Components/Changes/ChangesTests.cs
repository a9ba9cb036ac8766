using AngleSharp.Dom;
using Bunit;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Tests.Unit.Signals;
using Mem0Observability.Web.Changes;
using Mem0Observability.Web.Time;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Mem0Observability.Tests.Web.Components.Changes;

/// <summary>The page "What changed" about series that a test makes.</summary>
public sealed class ChangesTests : BunitContext
{
    private const string Target = "histogram_quantile(0.95, sum by (le, service) (rate(http_server_request_duration_seconds_bucket{service=\"mem0\"}";

    private static readonly DateTimeOffset s_now = new(2026, 1, 2, 4, 0, 0, TimeSpan.Zero);

    private readonly FakeMetricStore _metrics = new();

    public ChangesTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Use(_metrics);
        Services.AddSingleton<TimeProvider>(new ManualTime { Horizon = TimeSpan.Zero });
        RenderTree.Add<CascadingValue<PageTime>>(p => p.Add(v => v.Value, new PageTime(TimeRange.Default, s_now.AddHours(-1), s_now)));
        _metrics.Series = s => s.Contains("pg_", StringComparison.Ordinal)
            ? [new Dictionary<string, string> { ["__name__"] = "pg_locks", ["datname"] = "<b>hostile</b>" }, new Dictionary<string, string> { ["__name__"] = "pg_new" }]
            : [];
        _metrics.Answer = Answer;
    }

    private string Marked => $"start={s_now.AddMinutes(-15).ToUnixTimeMilliseconds()}&end={s_now.ToUnixTimeMilliseconds()}";

    [Fact]
    public void Nothing_is_compared_before_a_time_is_marked()
    {
        var page = Open("changes?target=latency-p95&service=mem0");
        page.WaitForAssertion(() => page.Find("[data-testid=changes-target] svg.chart-lines"));
        page.FindAll("[data-testid=changes-result]").Should().BeEmpty();
        _metrics.Selectors.Should().BeEmpty();
    }

    [Fact]
    public void What_moved_is_ranked_with_its_numbers_and_both_lines()
    {
        var page = Open($"changes?target=latency-p95&service=mem0&{Marked}");

        page.WaitForAssertion(() => page.FindAll("[data-testid=changes-result] tbody tr").Should().HaveCount(2));

        IElement row = page.Find("[data-testid=changes-result] tbody tr");
        row.TextContent.Should().Contain("pg_locks").And.Contain("datname=<b>hostile</b>").And.Contain("significant").And.Contain("-1.00");
        row.QuerySelectorAll("b").Should().BeEmpty();
        row.QuerySelectorAll("svg path").Select(p => p.GetAttribute("d")).Should().HaveCount(2).And.OnlyContain(d => d!.StartsWith('M'));
        row.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!.Split('?')[0]).Should().Equal("dashboards/database", "logs", "changes");
        page.FindAll("tbody tr")[1].TextContent.Should().Contain("new");
        page.Find("[data-testid=changes-result]").TextContent.Should().Contain("2 series compared");
    }

    [Fact]
    public void Marking_a_time_puts_it_into_the_address()
    {
        var page = Open("changes?target=latency-p95&service=mem0");
        page.Find("form.changes-window").Submit();
        string address = Services.GetRequiredService<NavigationManager>().Uri;
        address.Should().Contain("start=").And.Contain("end=").And.Contain("target=latency-p95");
    }

    [Fact]
    public void Cancel_stops_the_question_and_takes_the_part_away()
    {
        var waiting = new WaitingStore();
        Use(waiting);
        var page = Open($"changes?target=latency-p95&service=mem0&{Marked}");
        page.WaitForAssertion(() => page.Find("[data-testid=changes-result]").TextContent.Should().Contain("Comparing"));

        page.Find("[data-testid=changes-result] button").Click();

        page.WaitForAssertion(() => waiting.Cancelled.Should().BeTrue());
        Services.GetRequiredService<NavigationManager>().Uri.Should().NotContain("start=");
        page.FindAll("[data-testid=changes-result]").Should().BeEmpty();
    }

    [Fact]
    public void A_store_that_does_not_answer_is_said_in_each_part_and_the_form_stays()
    {
        _metrics.Fault = FakeMetricStore.Unreachable;
        var page = Open($"changes?target=latency-p95&service=mem0&{Marked}");
        page.WaitForAssertion(() => page.FindAll("[role=alert]").Should().HaveCount(2));
        page.FindAll("[role=alert]").Should().OnlyContain(a => a.TextContent.Contains("Prometheus cannot be reached"));
        page.Find("[data-testid=changes-form] input[placeholder=mem0]").GetAttribute("value").Should().Be("mem0");
    }

    [Fact]
    public void A_name_needs_a_service_and_PromQL_does_not()
    {
        Open("changes").Markup.Should().Contain("Choose a service.");
        var page = Open("changes?target=up");
        page.Find("[data-testid=changes-form] input[required]").GetAttribute("value").Should().Be("up");
        page.Markup.Should().NotContain("Choose a service.");
    }

    [Theory]
    [InlineData("1", "2", true)]
    [InlineData("2", "1", false)]
    [InlineData("-1", "1", false)]
    [InlineData("1", "999999999999999", false)]
    [InlineData("x", null, false)]
    public void A_time_in_the_address_is_taken_only_where_it_is_one(string? start, string? end, bool taken) =>
        (MarkedTime.Read(start, end) is not null).Should().Be(taken);

    private IRenderedComponent<ChangesPage> Open(string address)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<ChangesPage>();
    }

    private void Use(IMetricStore store) => Services.AddSingleton(
        new SignalSources(store, new FakeAlertRouter(), new FakeAlertInbox(), new FakeLogStore(), new FakeTraceStore(), new FakeProbes()));

    private static IReadOnlyList<MetricSample> Answer(string promQL)
    {
        // Without memory, so that few points say much.
        if (promQL.StartsWith(Target, StringComparison.Ordinal))
            return Samples(i => (i * 7919L % 1009) / 1009.0);
        if (promQL.Contains("\"pg_locks\"", StringComparison.Ordinal))
            return Samples(i => -(i * 7919L % 1009) / 1009.0, ("datname", "<b>hostile</b>"));
        if (promQL.Contains("\"pg_new\"", StringComparison.Ordinal))
            return [.. Samples(i => i * 104729L % 997).Skip(190)];

        return [];
    }

    private static IReadOnlyList<MetricSample> Samples(Func<int, double> value, params (string Name, string Value)[] labels)
    {
        var shared = labels.ToDictionary(l => l.Name, l => l.Value);
        return [.. Enumerable.Range(0, 241).Select(i => new MetricSample("", shared, s_now.AddHours(-1).AddSeconds(15 * i), value(i)))];
    }
}
