using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Tests.Unit.Docs;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Cmdlets;

/// <summary>Alert quality, measured from an inbox in memory.</summary>
public sealed class AlertQualityCommandTests
{
    private static readonly DateTimeOffset s_now = DateTimeOffset.UtcNow;

    private readonly FakeStack _stack = new();
    private readonly List<InboxNotification> _received = [];
    private readonly HashSet<string> _rules = ["Down", "Quiet", "Watchdog"];

    public AlertQualityCommandTests()
    {
        _stack.Inbox.Notifications = () => _received;
        _stack.Inbox.Alerts = () => [.. _received.Select(n => new InboxAlert(n.Fingerprint, n.Status, null, null, null, n.Labels, n.Annotations, null)).DistinctBy(a => a.Fingerprint)];
        _stack.Metrics.Rules = () => [new("g", "f", default, null, [.. _rules.Select(r => new RuleState("alerting", r, "ok", "", ""))])];
    }

    [Fact]
    public void Times_are_from_the_start_of_firing_with_median_and_95th_percentile()
    {
        foreach (int i in Enumerable.Range(1, 20))
        {
            DateTimeOffset start = Episode("Down", hoursAgo: i, toNotify: i, minutes: 60 / 2.0);
            if (i <= 2) Acknowledge("Down", start.AddMinutes(i), "on it");
        }

        var quality = Measure("Measure-Mem0AlertQuality Down").Should().ContainSingle().Subject;

        (quality.Name, quality.Loaded, quality.Episodes, quality.Notifications, quality.Window).Should().Be(("Down", true, 20, 40, TimeSpan.FromDays(30)));
        quality.ToNotification.Should().Be(new AlertTimes(20, TimeSpan.FromSeconds(10.5), TimeSpan.FromSeconds(19)));
        quality.ToAcknowledgement.Should().Be(new AlertTimes(2, TimeSpan.FromSeconds(90), TimeSpan.FromMinutes(2)));
        quality.ToResolution.Should().Be(new AlertTimes(20, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(30)));
    }

    [Fact]
    public void A_false_positive_was_confirmed_as_one_or_was_over_before_anybody_could_act()
    {
        Episode("Down", hoursAgo: 5, minutes: 2);
        DateTimeOffset acknowledged = Episode("Down", hoursAgo: 4, minutes: 2);
        Acknowledge("Down", acknowledged.AddMinutes(1), "it was real");
        DateTimeOffset confirmed = Episode("Down", hoursAgo: 3, minutes: 50);
        Acknowledge("Down", confirmed.AddMinutes(20), "False positive: the backup");
        Episode("Down", hoursAgo: 2, minutes: 30);
        Episode("Down", hoursAgo: 1, minutes: null);

        var quality = Measure("Measure-Mem0AlertQuality Down").Single();

        (quality.Episodes, quality.FalsePositives, quality.FalsePositiveRate, quality.State).Should().Be((5, 2, 0.5, "false positives"));
        Measure("Measure-Mem0AlertQuality Down -SelfResolved 1m").Single().FalsePositives.Should().Be(1);
    }

    [Fact]
    public void An_alert_flaps_when_it_reopens_within_a_quarter_of_an_hour()
    {
        Episode("Down", hoursAgo: 2, minutes: 10);
        Episode("Down", hoursAgo: 2 - 24 / 60.0, minutes: 10);
        Episode("Down", hoursAgo: 2 - 50 / 60.0, minutes: 10);
        var quality = Measure("Measure-Mem0AlertQuality Down").Single();
        (quality.Reopened, quality.State).Should().Be((1, "flapping"));
    }

    [Fact]
    public void Noise_is_a_large_share_of_all_notifications_and_what_never_fired_has_no_rates()
    {
        foreach (int i in Enumerable.Range(1, 5)) Episode("Down", hoursAgo: i, minutes: 30);
        Episode("Gone", hoursAgo: 7, minutes: 30);

        var all = Measure("Measure-Mem0AlertQuality");

        all.Select(q => $"{q.Name} {q.State} {q.Loaded}").Should().Equal("Down noisy True", "Gone ok False", "Quiet never fired True");
        all[0].Share.Should().BeApproximately(10.0 / 12, 1e-9);
        all[2].Should().Match<AlertQuality>(q => q.FalsePositiveRate == null && q.ToNotification.Count == 0 && q.ToNotification.Median == null && q.Share == 0);
    }

    [Fact]
    public void Of_no_notification_at_all_there_is_no_share() =>
        Measure("Measure-Mem0AlertQuality Quiet").Single().Should().Match<AlertQuality>(q => q.Share == null && q.FalsePositiveRate == null && q.State == "never fired");

    [Fact]
    public void Drills_are_counted_and_are_in_nothing_else()
    {
        Episode("Down", hoursAgo: 1, minutes: 1, service: "drill-down-1");
        DateTimeOffset stopped = Episode("Down", hoursAgo: 2, minutes: 1);
        Acknowledge("Down", stopped.AddSeconds(30), "Drill drill-down-2");

        Measure("Measure-Mem0AlertQuality Down").Single().Should().Match<AlertQuality>(q => q.Drills == 2 && q.Episodes == 0 && q.Notifications == 0 && q.State == "never fired");
        Objectives().Should().Contain(o => o.Name == "pages in time" && o.State == "no data" && o.Actual == null);
    }

    [Fact]
    public void A_history_of_many_pages_is_read_to_the_end_of_the_window()
    {
        foreach (int i in Enumerable.Range(1, 1200)) Episode("Down", hoursAgo: i / 2.0, minutes: 20);
        Measure("Measure-Mem0AlertQuality Down -Window 30d").Single().Episodes.Should().Be(1200);
        Measure("Measure-Mem0AlertQuality Down -Window 1d").Single().Episodes.Should().Be(47, "the one of a day ago began before the window");
    }

    [Fact]
    public void The_objectives_are_told_with_what_is_missing()
    {
        Episode("Down", hoursAgo: 5, toNotify: 20, minutes: 30);
        Episode("Down", hoursAgo: 4, toNotify: 300, minutes: 2 + 5);
        Episode("Ticket", hoursAgo: 3, toNotify: 900, minutes: 30, severity: "ticket");

        var objectives = Objectives();

        objectives.Select(o => $"{o.Name} {o.State} {o.Numerator}/{o.Denominator}").Should().StartWith(["pages in time missed 1/2", "false positives met 0/3"]);
        objectives[0].Explanation.Should().Be("1 of 2 pages were received within 5 minutes, all must be; late: Down.");
        objectives[2].Should().Match<AlertObjective>(o => o.Name == "coverage" && o.State == "missed" && o.Numerator == 0 && o.Explanation.Contains("postgres (PostgresDown is not loaded)"));
    }

    [Fact]
    public void Every_critical_service_of_the_shipped_matrix_is_covered_by_the_shipped_alerts()
    {
        _rules.UnionWith(["Mem0ServiceDown", "PostgresDown", "MonitoringTargetDown", "MonitoringComponentDown"]);
        Objectives()[2].Should().Match<AlertObjective>(o => o.State == "met" && o.Actual == 1 && o.Denominator > 10);
        _stack.Metrics.Rules = () => [new("g", "f", default, null, [.. _rules.Select(r => new RuleState("alerting", r, r == "PostgresDown" ? "err" : "ok", "", ""))])];
        Objectives()[2].Explanation.Should().EndWith("missing: postgres (PostgresDown is not loaded).");
    }

    [Fact]
    public void Nothing_is_no_data_and_a_window_must_have_a_length()
    {
        Objectives().Select(o => $"{o.State} {o.Actual}").Should().StartWith(["no data ", "no data "]);
        CommandHost.Run("Measure-Mem0AlertQuality -Window 1m", _stack.Sources).Errors.Should().ContainSingle().Which.FullyQualifiedErrorId.Should().StartWith("AlertWindowInvalid,");
    }

    [Fact]
    public void A_console_shows_the_times_and_the_rate()
    {
        Episode("Down", hoursAgo: 1, toNotify: 40, minutes: 30);
        CommandHost.Show("Measure-Mem0AlertQuality", _stack.Sources).Should().MatchRegex(@"Name +State +Episodes +Notified \(median / P95\) +FalsePositives").And.MatchRegex(@"Down +ok +1 +40 s / 40 s +0 \(0 %\)");
    }

    private static string Matrix => Path.Combine(Checkout.Root, "monitoring", "signals.yml");

    private DateTimeOffset Episode(string name, double hoursAgo, double toNotify = 10, double? minutes = 10, string service = "mem0", string severity = "page")
    {
        DateTimeOffset start = s_now.AddHours(-hoursAgo);
        Receive("firing", start.AddSeconds(toNotify));
        if (minutes is { } length) Receive("resolved", start.AddMinutes(length));
        return start;

        void Receive(string status, DateTimeOffset at) => _received.Add(new(
            at.Ticks,
            at,
            "inbox",
            status,
            $"{name} {service}",
            start,
            status == "resolved" ? at : null,
            new Dictionary<string, string> { ["alertname"] = name, ["severity"] = severity, ["service"] = service },
            new Dictionary<string, string>()));
    }

    private void Acknowledge(string name, DateTimeOffset at, string comment) =>
        _stack.Inbox.PastAcknowledgements.Add(new(_stack.Inbox.PastAcknowledgements.Count + 1, $"{name} mem0", at, "ada", comment));

    private List<AlertQuality> Measure(string script) => [.. Run(script).Cast<AlertQuality>()];

    private List<AlertObjective> Objectives() => [.. Run($"Measure-Mem0AlertQuality -Summary -SignalsPath '{Matrix}'").Cast<AlertObjective>()];

    private IReadOnlyList<object> Run(string script)
    {
        var run = CommandHost.Run(script, _stack.Sources);
        run.Errors.Should().BeEmpty();
        return run.Output;
    }
}
