using System.Text.Json.Nodes;
using Mem0Observability.Dashboards;

namespace Mem0Observability.Tests.Unit.Dashboards.Lint;

/// <summary>Rules about a dashboard as a whole.</summary>
internal static class FileRules
{
    private static readonly string[] s_noise = ["id", "version", "iteration", "gnetId", "__inputs", "__requires", "__elements", "weekStart", "fiscalYearStartMonth"];

    public static IReadOnlyList<DashboardRule> All { get; } =
    [
        new("uneditable-dashboard", d => d["editable"]?.GetValue<bool>() == false ? [] : ["'editable' must be false: an edit would be lost"]),
        new("schema-version", d => d["schemaVersion"]?.GetValue<int>() == 42 ? [] : ["'schemaVersion' must be 42, that of Grafana 13"]),
        new("stable-uid", d => Parts.Text(d, "uid").StartsWith("mem0-", StringComparison.Ordinal) ? [] : ["'uid' must start with mem0-"]),
        new("tag", d => (d["tags"] as JsonArray)?.Any(t => t?.GetValue<string>() == "mem0") == true ? [] : ["the tag mem0, by which dashboards link to each other, is missing"]),
        new("dashboard-time-refresh", TimeAndRefresh),
        new("no-export-noise", d => s_noise.Where(d.ContainsKey).Select(n => $"'{n}' is what an export leaves behind")),
        new("template-label-promql", d => Parts.Variables(d).Where(v => Parts.Text(v, "type") == "query" && !IsLabelValues(v)).Select(v => $"variable '{v["name"]}' does not ask label_values(...)")),
        new("template-on-time-change-reload", d => Parts.Variables(d).Where(v => Parts.Text(v, "type") == "query" && Parts.Text(v, "refresh") != "2").Select(v => $"variable '{v["name"]}' is not read again when the time changes")),
        new("variables-used-and-defined", Variables),
    ];

    private static bool IsLabelValues(JsonObject variable) =>
        Parts.Text(variable["query"], "query") is { } query && query.StartsWith("label_values(", StringComparison.Ordinal) && query.EndsWith(')');

    private static IEnumerable<string> TimeAndRefresh(JsonObject dashboard)
    {
        if (!Parts.Text(dashboard["time"], "from").StartsWith("now-", StringComparison.Ordinal) || Parts.Text(dashboard["time"], "to") != "now")
            yield return "'time' must end now";

        if (Parts.Text(dashboard, "refresh") is not ("30s" or "1m"))
            yield return "'refresh' must be 30s or 1m: faster than twice a scrape shows nothing new";
    }

    private static IEnumerable<string> Variables(JsonObject dashboard)
    {
        string[] defined = [.. Parts.Variables(dashboard).Select(v => Parts.Text(v, "name"))];
        IEnumerable<string> texts = Parts.Queries(dashboard).Select(q => q.PromQL).Concat(Parts.Variables(dashboard).Select(v => Parts.Text(v["query"] as JsonObject, "query")));
        string[] used = [.. texts.SelectMany(PanelText.Names).Where(n => !n.StartsWith("__", StringComparison.Ordinal)).Distinct()];
        return [.. used.Except(defined).Select(n => $"variable '{n}' is used and not defined"), .. defined.Except(used).Select(n => $"variable '{n}' is defined and not used")];
    }
}
