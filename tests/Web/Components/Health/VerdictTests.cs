using Mem0Observability.Signals;
using Mem0Observability.Tests.Unit.Signals;
using Mem0Observability.Web.Health;
using Mem0Observability.Web.Live;

namespace Mem0Observability.Tests.Web.Components.Health;

public sealed class VerdictTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly HealthFacts s_healthy = new(
        Alerts(),
        Values(("mem0", 1), ("openmemory", 1)),
        Values(("mem0", 1), ("openmemory", 1)),
        Values(),
        new(new RouterStatus("0.28", "ready", s_now), null),
        new(new WatchdogSight(s_now, TimeSpan.Zero, Alive: true), null),
        new([], null));

    [Fact]
    public void It_is_healthy_where_everything_answers_and_nothing_fires() => VerdictRules.Judge(s_healthy).Kind.Should().Be(VerdictKind.Healthy);

    [Fact]
    public void It_is_unknown_where_the_metric_store_does_not_answer()
    {
        Verdict verdict = VerdictRules.Judge(s_healthy with { Answers = new(null, FakeMetricStore.Unreachable) });
        (verdict.Kind, verdict.Since).Should().Be((VerdictKind.Unknown, s_now));
        verdict.Reasons.Should().ContainSingle().Which.Text.Should().Contain("cannot be reached");
    }

    [Fact]
    public void It_is_unknown_where_alerts_cannot_be_asked_for() =>
        VerdictRules.Judge(s_healthy with { Alerts = new(null, FakeMetricStore.Unreachable) }).Kind.Should().Be(VerdictKind.Unknown);

    [Fact]
    public void It_is_unknown_where_nobody_evaluates_rules() =>
        VerdictRules.Judge(s_healthy with { Alerts = new([], null) }).Should().Match<Verdict>(v => v.Kind == VerdictKind.Unknown && v.Reasons[0].Text.Contains("Watchdog"));

    [Fact]
    public void It_is_unknown_where_no_service_is_watched() =>
        VerdictRules.Judge(s_healthy with { Answers = Values(), Scraped = Values() }).Kind.Should().Be(VerdictKind.Unknown);

    [Fact]
    public void It_is_down_where_a_service_answers_neither_probe_nor_scrape_since_its_last_answer()
    {
        HealthFacts facts = s_healthy with
        {
            Answers = Values(("mem0", 0), ("openmemory", 1)),
            Scraped = Values(("openmemory", 1)),
            LastAnswers = Values(("mem0", s_now.AddMinutes(-7).ToUnixTimeSeconds())),
        };
        Verdict verdict = VerdictRules.Judge(facts);
        (verdict.Kind, verdict.Since).Should().Be((VerdictKind.Down, s_now.AddMinutes(-7)));
        verdict.Reasons[0].Text.Should().StartWith("mem0 answers neither");
    }

    [Fact]
    public void A_probe_that_fails_alone_degrades() =>
        VerdictRules.Judge(s_healthy with { Answers = Values(("mem0", 0)) }).Should().Match<Verdict>(v => v.Kind == VerdictKind.Degraded && v.Reasons[0].Text.Contains("probe"));

    [Theory]
    [InlineData("page", "firing", "false", VerdictKind.Degraded)]
    [InlineData("ticket", "firing", "false", VerdictKind.Degraded)]
    [InlineData("info", "firing", "false", VerdictKind.Healthy)]
    [InlineData("page", "pending", "false", VerdictKind.Healthy)]
    [InlineData("page", "firing", "true", VerdictKind.Healthy)]
    public void An_alert_counts_by_its_severity_and_only_where_it_fires_in_earnest(string severity, string state, string drill, VerdictKind expected) =>
        VerdictRules.Judge(s_healthy with { Alerts = Alerts(Alert("Slow", severity, state, drill)) }).Kind.Should().Be(expected);

    [Fact]
    public void Pages_come_before_older_tickets_and_the_oldest_says_since_when()
    {
        ActiveAlert ticket = Alert("Old", "ticket", at: s_now.AddHours(-3));
        Verdict verdict = VerdictRules.Judge(s_healthy with { Alerts = Alerts(ticket, Alert("New", "page", at: s_now.AddMinutes(-1))) });
        verdict.Reasons.Select(r => r.Text).Should().Equal("New", "Old");
        verdict.Since.Should().Be(s_now.AddHours(-3));
    }

    [Fact]
    public void Alerts_that_reach_nobody_degrade()
    {
        VerdictRules.Judge(s_healthy with { Router = new(null, FakeAlertRouter.Unreachable) }).Kind.Should().Be(VerdictKind.Degraded);
        VerdictRules.Judge(s_healthy with { Watchdog = new(null, FakeAlertInbox.Unreachable) }).Kind.Should().Be(VerdictKind.Degraded);
        VerdictRules.Judge(s_healthy with { Watchdog = new(new WatchdogSight(s_now.AddHours(-1), TimeSpan.FromHours(1), Alive: false), null) }).Since.Should().Be(s_now.AddHours(-1));
    }

    [Fact]
    public void Health_is_as_old_as_the_end_of_the_last_trouble()
    {
        var ended = new InboxAlert("f", "resolved", null, null, s_now.AddHours(-2), new Dictionary<string, string> { ["severity"] = "page" }, new Dictionary<string, string>(), null);
        VerdictRules.Judge(s_healthy with { Ended = new([ended], null) }).Since.Should().Be(s_now.AddHours(-2));
    }

    private static Asked<IReadOnlyList<ActiveAlert>> Alerts(params ActiveAlert[] alerts) => new([Alert("Watchdog", "none"), .. alerts], null);

    private static ActiveAlert Alert(string name, string severity, string state = "firing", string drill = "false", DateTimeOffset? at = null) => new(
        state, at ?? s_now, new Dictionary<string, string> { ["alertname"] = name, ["severity"] = severity, ["drill"] = drill }, new Dictionary<string, string>());

    private static Asked<MetricAnswer> Values(params (string Service, double Value)[] values) =>
        new(new MetricAnswer("vector", [.. values.Select(v => FakeMetricStore.Sample(v.Value, ("service", v.Service)))], []), null);
}
