using System.Text.Json.Nodes;

namespace Mem0Observability.Tests.Unit.Dashboards.Lint;

/// <summary>Something that must hold for every dashboard.</summary>
/// <param name="Name">That of grafana/dashboard-linter where the rule is one of its.</param>
/// <param name="Find">The faults of a dashboard.</param>
internal sealed record DashboardRule(string Name, Func<JsonObject, IEnumerable<string>> Find)
{
    // Not ours, of the rules of grafana/dashboard-linter:
    // template-datasource: the data sources are provisioned with fixed uids, and there is one of each kind.
    // template-job, template-instance, target-job, target-instance: `service` says what a series is about, in both profiles; the job
    //   of the same series differs between them (span metrics), and an instance is an address. target-service stands for them.
    // target-logql, target-logql-auto: there is no Loki.
    // target-promql: promtool judges every query (tests/Integration/Config), and the check `dashboards` executes it.
    public static IReadOnlyList<DashboardRule> All { get; } = [.. FileRules.All, .. PanelRules.All, .. LookRules.All, .. QueryRules.All];
}
