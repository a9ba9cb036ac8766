using Mem0Observability.Tests.Integration.Setup;

namespace Mem0Observability.Tests.Integration.Config;

/// <summary>What every alert must bring with it before it may wake somebody.</summary>
[Trait("Suite", "Config")]
public sealed class AlertGateTests
{
    private static readonly string[] s_severities = ["page", "ticket", "info", "none"];

    public static TheoryData<string> Names => [.. RuleFiles.Alerts.Select(a => a.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_alert_has_a_test_in_which_it_fires_and_one_in_which_it_does_not(string alert)
    {
        // The heartbeat fires always; that is what it is for.
        bool[] wanted = alert == "Watchdog" ? [true] : [true, false];
        RuleFiles.Expectations.Where(e => e.Name == alert).Select(e => e.Fires).Distinct().Should().Contain(wanted);
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
            RuleFiles.Text(rule, "annotations", "description").Should().NotBeNullOrEmpty();
            // A drill's severity comes with the series.
            if (name != "Mem0TestAlert") RuleFiles.Text(rule, "labels", "severity").Should().BeOneOf(s_severities);
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
}
