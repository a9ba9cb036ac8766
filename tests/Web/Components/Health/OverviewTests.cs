using Bunit;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Tests.Unit.Signals;
using Mem0Observability.Web.Health;
using Mem0Observability.Web.Pages;

namespace Mem0Observability.Tests.Web.Components.Health;

public sealed class OverviewTests : StackPage
{
    [Fact]
    public void A_store_that_does_not_answer_makes_the_verdict_unknown_and_leaves_the_other_parts()
    {
        Metrics.Fault = FakeMetricStore.Unreachable;
        Inbox.Watchdog = new WatchdogSight(Now.AddSeconds(-20), TimeSpan.FromSeconds(20), Alive: true);

        var page = Render<Overview>();

        page.WaitForAssertion(() => page.Find("[data-testid=verdict]").ClassList.Should().Contain("unknown"));
        page.Find("[data-testid=verdict]").TextContent.Should().Contain("It is unknown whether mem0 is healthy").And.Contain("cannot be reached");
        page.WaitForAssertion(() => page.Find("[data-testid=slos] [role=alert]").TextContent.Should().Contain("Prometheus"));
        page.Find("[data-testid=watchdog]").TextContent.Should().Contain("alerts get through").And.Contain("20 s ago");
    }

    [Fact]
    public void A_service_that_is_down_says_so_in_words()
    {
        Metrics.Alerts = () => [new ActiveAlert("firing", Now, new Dictionary<string, string> { ["alertname"] = "Watchdog" }, new Dictionary<string, string>())];
        Metrics.Answer = q => q == HealthQuery.Answers ? [FakeMetricStore.Sample(0, ("service", "mem0"))] : [];

        var page = Render<Overview>();

        page.WaitForAssertion(() => page.Find("[data-testid=verdict]").TextContent.Should().Contain("mem0 is down").And.Contain("answers neither its probe"));
    }

    [Theory]
    [InlineData(0.0, "up", "down")]
    [InlineData(1.0, "down", "partly up")]
    [InlineData(1.0, "up", "up")]
    [InlineData(null, "down", "down")]
    [InlineData(null, "unknown", "unknown")]
    public void The_state_of_a_service_is_told_by_its_answers_and_its_targets(double? answers, string target, string expected) =>
        ServiceRowsQuery.Judge(answers, [new ScrapeTarget("job", "i", "s", target, target == "down" ? "refused" : "", null, TimeSpan.Zero, "")]).State.Should().Be(expected);

    [Fact]
    public void A_service_without_target_and_answer_is_unknown() => ServiceRowsQuery.Judge(null, []).State.Should().Be("unknown");

    [Fact]
    public void The_table_has_rate_errors_and_latency_of_each_service()
    {
        Metrics.Targets = () => [new ScrapeTarget("mem0", "mem0:9464", "mem0", "up", "", Now, TimeSpan.Zero, ""), new ScrapeTarget("node", "n", "node-exporter", "down", "refused", Now, TimeSpan.Zero, "")];
        Metrics.Answer = q => [FakeMetricStore.Sample(q.StartsWith("histogram", StringComparison.Ordinal) ? 0.25 : q.Contains('/', StringComparison.Ordinal) ? 0.125 : 1, ("service", "mem0"))];

        var part = Render<ServicesPart>();

        part.WaitForAssertion(() => part.Find("tbody tr").TextContent.Should().Contain("12.5 %").And.Contain("250 ms"));
        part.Find(".components").TextContent.Should().Contain("node-exporter").And.Contain("refused");
        part.Find("details").HasAttribute("open").Should().BeTrue();
    }
}
