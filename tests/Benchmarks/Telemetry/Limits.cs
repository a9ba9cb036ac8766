using System.Globalization;

namespace Mem0Observability.Tests.Benchmarks.Telemetry;

/// <summary>What the observer's intake, store, queries and pages promise on two cores.</summary>
internal static class Limits
{
    /// <summary>At least so many; for everything else the limit is the most.</summary>
    private static readonly string[] s_floors = ["ingest_spans", "ingest_logs"];

    private static readonly Dictionary<string, double> s_limits = new()
    {
        ["ingest_spans"] = 60_000,
        ["ingest_logs"] = 40_000,
        // Cost of a row at the end of the load, compared with the beginning.
        ["ingest_spans_growth"] = 1.2,
        ["ingest_logs_growth"] = 1.2,
        ["ingest_rss"] = 200,
        ["idle_rss"] = 100,
        ["ack_worst"] = 250,
        ["trace_by_id"] = 10,
        ["log_search"] = 50,
        ["find_traces"] = 150,
        ["rollup_hour"] = 50,
        ["rollup_day"] = 300,
        ["bytes_per_row"] = 300,
        ["reopen"] = 2,
        ["page_overview"] = 1,
        ["page_dashboard"] = 2,
        ["page_trace"] = 2,
    };

    /// <summary>As <c>vs limit ratio</c>, and whether it is kept. Companions of a measure have its limit unless they have one of their own.</summary>
    public static string Verdict(string name, double value)
    {
        var measure = s_limits.Keys.Where(n => name.StartsWith(n, StringComparison.Ordinal)).MaxBy(n => n.Length)!;
        var limit = s_limits[measure];
        var floor = s_floors.Contains(measure);
        var kept = floor ? value >= limit : value <= limit;
        return string.Create(CultureInfo.InvariantCulture, $"vs limit {value / limit:0.00} ({(floor ? "at least" : "at most")} {limit:0.##}: {(kept ? "met" : "MISSED")})");
    }
}
