using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Drills;
using Mem0Observability.Web.Charts;
using Mem0Observability.Web.Time;

namespace Mem0Observability.Web.Health;

/// <summary>Asks how the services do. The metric store's targets say what there is: a component that is gone is down there, and not missing.</summary>
internal sealed class ServiceRowsQuery(IMetricStore store)
{
    /// <summary>A sparkline is no wider.</summary>
    private const int Points = 60;

    /// <summary>Whether those that mem0 is made of answer: by their probe, the database by its exporter.</summary>
    private const string Answers = "max by (service) (service:available:bool) or max by (service) (pg_up)";

    private static readonly string[] s_monitoredJobs = ["mem0", "openmemory", "probe", "qdrant"];

    public async Task<ServiceRows> AskAsync(PageTime time, CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<ScrapeTarget>> targets = store.TargetsAsync(cancellationToken);
        Task<Dictionary<string, double>> answers = AskAsync(Answers, cancellationToken);
        Task<Dictionary<string, double>> rates = AskAsync(NamedMetrics.Get("request-rate").ToPromQL(null), cancellationToken);
        Task<Dictionary<string, double>> errors = AskAsync(NamedMetrics.Get("error-ratio").ToPromQL(null), cancellationToken);
        Task<Dictionary<string, double>> latencies = AskAsync(NamedMetrics.Get("latency-p95").ToPromQL(null), cancellationToken);
        var step = TimeSpan.FromSeconds(Math.Max(15, Math.Ceiling(time.Length.TotalSeconds / Points)));
        Task<MetricAnswer> history = store.QueryRangeAsync(NamedMetrics.Get("request-rate").ToPromQL(null), time.Start, time.End, step, cancellationToken);
        await Task.WhenAll(targets, answers, rates, errors, latencies, history);
        ILookup<string, ScrapeTarget> byService = (await targets).ToLookup(t => t.Service);
        ILookup<string, ChartPoint> points = (await history).Samples.ToLookup(Service, s => new ChartPoint(s.Timestamp, s.Value));
        var (answer, rate, error, latency) = (await answers, await rates, await errors, await latencies);
        return new ServiceRows([.. byService.Select(g => g.Key).Union(answer.Keys).Union(rate.Keys).Where(s => s.Length > 0 && !s.StartsWith(DrillMark.Prefix, StringComparison.Ordinal)).Select(Row)
            .OrderBy(r => !r.IsMonitored).ThenBy(r => r.Service, StringComparer.Ordinal)]);

        ServiceRow Row(string service)
        {
            var (state, why) = Judge(Value(answer, service), [.. byService[service]]);
            bool monitored = answer.ContainsKey(service) || rate.ContainsKey(service) || byService[service].Any(t => s_monitoredJobs.Contains(t.Job));
            return new(service, monitored, state, why, Value(rate, service), Value(error, service), Value(latency, service), [.. points[service]]);
        }
    }

    public static (string State, string Why) Judge(double? answers, IReadOnlyList<ScrapeTarget> targets)
    {
        ScrapeTarget[] down = [.. targets.Where(t => t.Health == "down")];
        string why = string.Join("; ", down.Select(t => $"{t.Job}: {(t.LastError.Length > 0 ? t.LastError : "down")}"));
        if (answers is 0)
            return ("down", why.Length > 0 ? why : "does not answer its probe");
        if (targets.Count == 0 && answers is null)
            return ("unknown", "no target");
        if (targets.Count > 0 && down.Length == targets.Count && answers is null)
            return ("down", why);
        if (down.Length > 0)
            return ("partly up", why);
        return targets.Any(t => t.Health == "unknown") ? ("unknown", "not scraped yet") : ("up", "");
    }

    private async Task<Dictionary<string, double>> AskAsync(string promQL, CancellationToken cancellationToken) =>
        (await store.QueryAsync(promQL, null, cancellationToken)).Samples.Where(s => double.IsFinite(s.Value)).GroupBy(Service).ToDictionary(g => g.Key, g => g.Max(s => s.Value));

    private static double? Value(Dictionary<string, double> values, string service) => values.TryGetValue(service, out double value) ? value : null;

    private static string Service(MetricSample sample) => sample.Labels.GetValueOrDefault("service", "");
}
