using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mem0Observability.Tests.Unit.Dashboards.Lint;

/// <summary>Rules about what a panel asks.</summary>
internal static partial class QueryRules
{
    /// <summary>Gauges of Qdrant, in spite of their names.</summary>
    private static readonly string[] s_gauges = ["collections_total", "collections_vector_total"];

    public static IReadOnlyList<DashboardRule> All { get; } =
    [
        new("target-rate-interval", d => Parts.Queries(d).SelectMany(Windows)),
        new("target-counter-agg", d => Parts.Queries(d).SelectMany(Counters)),
        new("target-service", d => Parts.Variables(d).Any(v => Parts.Text(v, "name") == "service") ? Parts.Queries(d).SelectMany(Services) : []),
        new("target-quantile", d => Parts.Queries(d).Where(q => BadQuantile().IsMatch(q.PromQL)).Select(q => $"{q.Panel} has a quantile that is not of buckets summed by le")),
        new("target-legend", d => Parts.DataPanels(d).SelectMany(Legends)),
        new("target-letters", d => Parts.DataPanels(d).Where(p => !Letters(p)).Select(p => $"{Parts.Title(p)} does not have its queries lettered A, B, C")),
        new("target-instant-or-range", d => Parts.Queries(d).Where(q => Flag(q.Target, "instant") == Flag(q.Target, "range")).Select(q => $"{q.Panel} must be asked either for now or for the range")),
        new("target-exemplar", d => Parts.Queries(d).Where(q => Flag(q.Target, "exemplar") && !q.PromQL.Contains("_bucket{", StringComparison.Ordinal)).Select(q => $"{q.Panel} asks for exemplars where there are none")),
    ];

    /// <summary>A window of a fixed length is empty where scrapes are rarer, and too fine where the range is long.</summary>
    private static IEnumerable<string> Windows((string Panel, JsonObject Target, string PromQL) query) =>
        from window in Window().Matches(query.PromQL)
        let range = window.Groups["range"].Value
        where range != "$__rate_interval" && !(range == "$__range" && Flag(query.Target, "instant")) && !(window.Groups["function"].Value == "increase" && range == "15m")
        select $"{query.Panel} has a window of {range}";

    private static IEnumerable<string> Counters((string Panel, JsonObject Target, string PromQL) query) =>
        from selector in Parts.Selectors(query.PromQL)
        where selector.Metric.EndsWith("_total", StringComparison.Ordinal) && !s_gauges.Contains(selector.Metric)
        where !Regex.IsMatch(query.PromQL, $@"\b(rate|irate|increase)\({selector.Metric}(\{{[^}}]*\}})?\[")
        select $"{query.Panel} shows the counter {selector.Metric} as it is";

    /// <summary>The variable must mean what is shown.</summary>
    private static IEnumerable<string> Services((string Panel, JsonObject Target, string PromQL) query) =>
        from selector in Parts.Selectors(query.PromQL)
        where Application().IsMatch(selector.Metric) && !selector.Matchers.Contains("service=~\"service\"", StringComparison.Ordinal)
        select $"{query.Panel} asks for {selector.Metric} of every service";

    /// <summary>Without a legend, a series is named by all its labels.</summary>
    private static IEnumerable<string> Legends(JsonObject panel) =>
        Parts.Text(panel, "type") is "timeseries" or "bargauge" or "state-timeline" && Parts.Targets(panel).Any(t => Parts.Text(t, "legendFormat").Length == 0)
            ? [$"{Parts.Title(panel)} has a query without a legend"]
            : [];

    private static bool Letters(JsonObject panel) =>
        Parts.Targets(panel).Select(t => Parts.Text(t, "refId")).SequenceEqual(Enumerable.Range(0, Parts.Targets(panel).Count()).Select(i => $"{(char)('A' + i)}"));

    private static bool Flag(JsonObject target, string name) => target[name]?.GetValue<bool>() == true;

    [GeneratedRegex(@"\b(?<function>rate|irate|increase)\([^\[\]]*\[(?<range>[^\]]+)\]", RegexOptions.CultureInvariant)]
    private static partial Regex Window();

    [GeneratedRegex(@"histogram_quantile\((?!(\$\w+|[0-9.]+), sum by \(le\b[^)]*\) \(((rate|increase)\(\w+_bucket[\[{]|\w+:\w+_bucket:rate\w+[{)]))", RegexOptions.CultureInvariant)]
    private static partial Regex BadQuantile();

    [GeneratedRegex("^(http_server_(?!open)|mem0_(?!observer_|db_pool_|instrumentation_))", RegexOptions.CultureInvariant)]
    private static partial Regex Application();
}
