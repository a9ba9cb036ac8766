using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mem0Observability.Tests.Unit.Docs;

namespace Mem0Observability.Tests.Unit.Dashboards.Lint;

/// <summary>Rules about what a panel is and says.</summary>
internal static partial class PanelRules
{
    private static readonly string[] s_sources = ["prometheus", "elasticsearch", "jaeger", "alertmanager"];

    /// <summary>Whatever renders these files beside Grafana has to know no others.</summary>
    private static readonly string[] s_types =
        ["timeseries", "stat", "gauge", "bargauge", "table", "heatmap", "state-timeline", "text", "row", "logs", "alertlist", "traces"];

    public static IReadOnlyList<DashboardRule> All { get; } =
    [
        Each("panel-datasource", p => s_sources.Contains(Parts.Text(p["datasource"], "type")) && Parts.Text(p["datasource"], "type") == Parts.Text(p["datasource"], "uid"),
            "must name a provisioned data source by type and uid"),
        Each("panel-title-description", p => Parts.Text(p, "title").Length > 0 && Description().IsMatch(Parts.Text(p, "description")),
            "must have a title, and a description that says what it shows, what is bad and what to do"),
        Each("panel-no-targets", p => Parts.Targets(p).Any(), "asks nothing"),
        Each("panel-type", p => s_types.Contains(Parts.Text(p, "type")), "has a type that only Grafana could show"),
        Each("panel-runbook", p => Runbook().Matches(Parts.Text(p, "description")).All(m => File.Exists(Path.Combine(Checkout.Root, m.Value))), "names a runbook that does not exist"),
        Each("panel-no-value", p => Parts.Text(p["fieldConfig"]?["defaults"], "noValue").Length > 0, "has no text for no data"),
        Each("panel-no-plugin-version", p => !p.ContainsKey("pluginVersion"), "has 'pluginVersion', which an export leaves behind"),
        new("panel-unique", Unique),
        new("panel-link", d => Parts.Panels(d).Where(p => Links(p).Any(l => !IsDashboard(l))).Select(p => $"{Parts.Title(p)} links to a dashboard that does not exist")),
    ];

    private static DashboardRule Each(string name, Func<JsonObject, bool> holds, string fault) =>
        new(name, d => Parts.DataPanels(d).Where(p => !holds(p)).Select(p => $"{Parts.Title(p)} {fault}"));

    private static IEnumerable<string> Unique(JsonObject dashboard)
    {
        int[] ids = [.. Parts.Panels(dashboard).Select(p => p["id"]!.GetValue<int>())];
        if (!ids.SequenceEqual(ids.Distinct().Order()))
            yield return "panels must have ids of their own, in order";

        foreach (IGrouping<string, JsonObject> same in Parts.Panels(dashboard).GroupBy(p => Parts.Text(p, "title")).Where(g => g.Count() > 1))
            yield return $"{same.Count()} panels are called '{same.Key}'";
    }

    private static IEnumerable<string> Links(JsonObject panel) => (panel["links"] as JsonArray ?? []).Select(l => Parts.Text(l, "url"));

    private static bool IsDashboard(string url) =>
        url.StartsWith("/d/mem0-", StringComparison.Ordinal) && File.Exists(Path.Combine(DashboardFiles.Folder, url["/d/mem0-".Length..] + ".json"));

    [GeneratedRegex(@"^[A-Z].+\. Bad: .+\. Do: .+", RegexOptions.CultureInvariant)]
    private static partial Regex Description();

    [GeneratedRegex(@"monitoring/runbooks/\w+\.md", RegexOptions.CultureInvariant)]
    private static partial Regex Runbook();
}
