using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Reports;

/// <summary>Compares a range with the one before it: which routes, operations and statements take longer, and which fail more.</summary>
internal sealed class RegressionQuery(IMetricStore store, DateTimeOffset start, DateTimeOffset end, string range)
{
    private const int Top = 10;

    /// <summary>With fewer, a percentile is one request's.</summary>
    private const double LeastCalls = 20;

    /// <summary>Less growth than this is what every day brings.</summary>
    private const double LeastGrowth = 1.1;

    /// <summary>In shares of all requests.</summary>
    private const double LeastFailures = 0.001;

    private static readonly (string What, string Histogram, string[] By)[] s_histograms =
    [
        ("route", "http_server_request_duration_seconds", ["method", "route"]),
        ("operation", "mem0_operation_duration_seconds", ["operation"]),
        ("LLM call", "mem0_llm_request_duration_seconds", ["provider", "operation"]),
        ("embedding", "mem0_embedding_duration_seconds", ["provider"]),
        ("vector store", "mem0_vector_store_duration_seconds", ["role", "operation"]),
        ("MCP tool", "openmemory_mcp_tool_duration_seconds", ["tool"]),
    ];

    public async Task<IReadOnlyList<Regression>> SlowerAsync(CancellationToken cancellationToken)
    {
        var found = new List<Regression>();
        foreach (var (what, histogram, by) in s_histograms)
        {
            string labels = string.Join(", ", by);
            found.AddRange(await CompareAsync(
                what,
                $"histogram_quantile(0.95, sum by (le, service, {labels}) (rate({histogram}_bucket[{range}])))",
                $"sum by (service, {labels}) (increase({histogram}_count[{range}]))",
                by,
                cancellationToken));
        }

        string[] statement = ["datname", "operation", "queryid"];
        string key = string.Join(", ", statement);
        found.AddRange(await CompareAsync(
            "statement",
            $"sum by (service, {key}) (rate(pg_mem0_statement_seconds_total[{range}])) / (sum by (service, {key}) (rate(pg_mem0_statement_calls_total[{range}])) > 0)",
            $"sum by (service, {key}) (increase(pg_mem0_statement_calls_total[{range}]))",
            statement,
            cancellationToken));
        return [.. found.Where(r => r.Before > 0 && r.Now / r.Before >= LeastGrowth).OrderByDescending(r => r.Now / r.Before).Take(Top)];
    }

    public async Task<IReadOnlyList<Regression>> FailingAsync(CancellationToken cancellationToken)
    {
        string[] route = ["method", "route"];
        string[] operation = ["operation"];
        Regression[] found =
        [
            .. await CompareAsync("route", Ratio("http_server_requests_total", "status=~\"5..\"", route), Calls("http_server_requests_total", route), route, cancellationToken),
            .. await CompareAsync("operation", Ratio("mem0_operation_duration_seconds_count", "outcome!=\"success\"", operation), Calls("mem0_operation_duration_seconds_count", operation), operation, cancellationToken),
        ];
        return [.. found.Where(r => r.Now - r.Before >= LeastFailures).OrderByDescending(r => r.Now - r.Before).Take(Top)];
    }

    private async Task<IEnumerable<Regression>> CompareAsync(
        string what, string value, string calls, IReadOnlyList<string> by, CancellationToken cancellationToken)
    {
        var now = await AskAsync(value, end, by, cancellationToken);
        if (now.Count == 0)
            return [];

        var before = await AskAsync(value, start, by, cancellationToken);
        var count = await AskAsync(calls, end, by, cancellationToken);
        var countBefore = await AskAsync(calls, start, by, cancellationToken);
        return now.Where(n => before.ContainsKey(n.Key) && count.GetValueOrDefault(n.Key) >= LeastCalls && countBefore.GetValueOrDefault(n.Key) >= LeastCalls)
            .Select(n => new Regression(what, n.Key.Service, n.Key.Name, before[n.Key], n.Value, count[n.Key]));
    }

    private async Task<Dictionary<(string Service, string Name), double>> AskAsync(
        string promQL, DateTimeOffset at, IReadOnlyList<string> by, CancellationToken cancellationToken)
    {
        MetricAnswer answer = await store.QueryAsync(promQL, at, cancellationToken);
        return answer.Samples.Where(s => double.IsFinite(s.Value)).GroupBy(s => (Service(s), Name(s, by))).ToDictionary(g => g.Key, g => g.First().Value);
    }

    private static string Service(MetricSample sample) => sample.Labels.GetValueOrDefault("service", "");

    private static string Name(MetricSample sample, IReadOnlyList<string> by) =>
        string.Join(" ", by.Select(l => sample.Labels.GetValueOrDefault(l, "")).Where(v => v.Length > 0));

    /// <summary>No failure has no series, and is a share of nothing all the same.</summary>
    private string Ratio(string counter, string failed, IReadOnlyList<string> by)
    {
        string labels = string.Join(", ", by);
        string all = $"sum by (service, {labels}) (rate({counter}[{range}]))";
        return $"(sum by (service, {labels}) (rate({counter}{{{failed}}}[{range}])) or 0 * {all}) / ({all} > 0)";
    }

    private string Calls(string counter, IReadOnlyList<string> by) => $"sum by (service, {string.Join(", ", by)}) (increase({counter}[{range}]))";
}
