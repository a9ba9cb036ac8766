using System.Text.RegularExpressions;
using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Config;

/// <summary>What every alert must bring with it before it may wake somebody.</summary>
[Trait("Suite", "Config")]
public sealed partial class AlertGateTests
{
    private static readonly string[] s_severities = ["page", "ticket", "info", "none"];

    private static readonly string[] s_dashboards = ["mem0-overview", "mem0-performance", "mem0-database", "mem0-business", "mem0-pipeline"];

    public static TheoryData<string> Names => [.. RuleFiles.Alerts.Select(a => a.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_alert_has_a_test_in_which_it_fires_and_one_in_which_it_does_not(string alert)
    {
        var expectations = RuleFiles.Expectations.Where(e => e.Name == alert).ToArray();
        expectations.Should().Contain(e => e.Firing.Count > 0);
        // The heartbeat fires always; that is what it is for.
        if (alert != "Watchdog") expectations.Should().Contain(e => e.Firing.Count == 0);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_severity_of_an_alert_has_a_test_in_which_it_fires_and_every_firing_alert_names_its_service(string alert)
    {
        var firing = RuleFiles.Expectations.Where(e => e.Name == alert).SelectMany(e => e.Firing).ToArray();
        firing.Should().OnlyContain(l => !string.IsNullOrEmpty(RuleFiles.Text(l, "service")) || IsDrill(alert));
        Severities(alert).Except(firing.Select(l => RuleFiles.Text(l, "severity"))).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_severity_of_an_alert_has_a_row_in_the_table_of_routes(string alert)
    {
        var rows = RuleFiles.Routes.Where(r => r.Alert == alert).Select(r => r.Severity).ToArray();
        rows.Should().NotBeEmpty();
        Severities(alert).Except(rows).Should().BeEmpty();
    }

    [Fact]
    public void Every_row_of_the_table_of_routes_belongs_to_an_alert() =>
        RuleFiles.Routes.Select(r => r.Alert).Should().BeSubsetOf(RuleFiles.Alerts.Select(a => a.Name));

    [Fact]
    public void Every_alert_that_an_inhibition_names_exists()
    {
        var matchers = RuleFiles.Strings(Path.Combine(Repository.Monitoring, "alertmanager.yml"), "inhibit_rules")
            .Where(m => m.StartsWith("alertname", StringComparison.Ordinal) && m.Contains('"', StringComparison.Ordinal)).ToArray();
        matchers.Should().NotBeEmpty();
        var names = RuleFiles.Alerts.Select(a => a.Name).Distinct().ToArray();
        foreach (var pattern in matchers.SelectMany(m => Alternatives(m[(m.IndexOf('"', StringComparison.Ordinal) + 1)..^1])))
            names.Should().Contain(pattern);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_alert_says_how_bad_it_is_whose_it_is_what_happened_and_what_to_do(string alert)
    {
        foreach (var (name, rule) in RuleFiles.Alerts.Where(a => a.Name == alert))
        {
            RuleFiles.Text(rule, "for").Should().NotBeNullOrEmpty("a spike must not page");
            RuleFiles.Text(rule, "labels", "owner").Should().NotBeNullOrEmpty();
            RuleFiles.Text(rule, "annotations", "summary").Should().NotBeNullOrEmpty();
            RuleFiles.Text(rule, "annotations", "description").Should().Contain("{{ $", "it must say what was seen");
            RuleFiles.Text(rule, "annotations", "dashboard").Should().BeOneOf(s_dashboards);
            // A drill's severity comes with the series.
            if (!IsDrill(name)) RuleFiles.Text(rule, "labels", "severity").Should().BeOneOf(s_severities);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_alert_links_to_a_runbook_that_exists(string alert)
    {
        foreach (var (name, rule) in RuleFiles.Alerts.Where(a => a.Name == alert))
        {
            RuleFiles.Text(rule, "annotations", "runbook_url").Should().EndWith($"monitoring/runbooks/{name}.md");
            new FileInfo(Path.Combine(Repository.Monitoring, "runbooks", $"{name}.md")).Length.Should().BeGreaterThan(200);
        }
    }

    [Fact]
    public void Every_runbook_belongs_to_an_alert() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Monitoring, "runbooks"), "*.md").Select(Path.GetFileNameWithoutExtension)
            .Except(["README"]).Should().BeSubsetOf(RuleFiles.Alerts.Select(a => a.Name));

    private static bool IsDrill(string alert) => alert == "Mem0TestAlert";

    private static IEnumerable<string> Severities(string alert) => IsDrill(alert)
        ? []
        : RuleFiles.Alerts.Where(a => a.Name == alert).Select(a => RuleFiles.Text(a.Rule, "labels", "severity") ?? "").Distinct();

    /// <summary>a|x(b|c) is a, xb and xc; the patterns of alertmanager.yml have no other form.</summary>
    private static IEnumerable<string> Alternatives(string pattern) =>
        from part in Part().Matches(pattern)
        from end in part.Groups["end"].Success ? part.Groups["end"].Value.Split('|') : [""]
        select part.Groups["start"].Value + end;

    [GeneratedRegex(@"(?<start>\w+)(\((?<end>[\w|]+)\))?")]
    private static partial Regex Part();
}
