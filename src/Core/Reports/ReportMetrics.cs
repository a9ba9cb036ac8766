using System.Globalization;
using Mem0Observability.Signals;

namespace Mem0Observability.Reports;

/// <summary>What Prometheus knows for a report: the lines of each service, what got worse, and how the canaries fared.</summary>
internal sealed class ReportMetrics(IMetricStore store, DateTimeOffset start, DateTimeOffset end)
{
    private const int Points = 200;

    /// <summary>More pictures than anybody looks at.</summary>
    private const int MaxServices = 12;

    private static readonly TimeSpan s_finest = TimeSpan.FromSeconds(15);

    private TimeSpan Length => end - start;

    /// <summary>In PromQL. Not from before what is kept: a range that begins there has less.</summary>
    private string Range => Seconds(Length);

    public async Task<IReadOnlyList<ServicePicture>> PicturesAsync(CancellationToken cancellationToken)
    {
        (string Name, PictureLine Empty)[] wanted =
        [
            ("availability", new("Availability", "percentunit", [], 0, 1)),
            ("latency-p95", new("Latency, 95th percentile", "s", [], 0)),
            ("error-ratio", new("Requests that failed", "percentunit", [], 0)),
        ];
        TimeSpan step = TimeSpan.FromSeconds(Math.Max(s_finest.TotalSeconds, Math.Ceiling(Length.TotalSeconds / Points)));
        var lines = new List<(string Service, PictureLine Line)>();
        foreach (var (name, empty) in wanted)
        {
            // Five minutes at least, and nothing left out between two points.
            string promQL = NamedMetrics.Get(name).ToPromQL(null).Replace("[5m]", $"[{Seconds(step > TimeSpan.FromMinutes(5) ? step : TimeSpan.FromMinutes(5))}]", StringComparison.Ordinal);
            MetricAnswer answer = await store.QueryRangeAsync(promQL, start, end, step, cancellationToken);
            lines.AddRange(answer.Samples.GroupBy(s => s.Labels.GetValueOrDefault("service", ""), StringComparer.Ordinal)
                .Select(s => (s.Key, empty with { Samples = [.. s] })));
        }

        // Those with most to show first.
        return
        [
            .. lines.Where(l => l.Service.Length > 0).GroupBy(l => l.Service, StringComparer.Ordinal)
                .OrderByDescending(s => s.Count()).ThenBy(s => s.Key, StringComparer.Ordinal)
                .Take(MaxServices)
                .Select(s => new ServicePicture(s.Key, [.. s.Select(l => l.Line)])),
        ];
    }

    public async Task<(IReadOnlyList<Regression> Slower, IReadOnlyList<Regression> Failing)> RegressionsAsync(CancellationToken cancellationToken)
    {
        var comparison = new RegressionQuery(store, start, end, Range);
        return (await comparison.SlowerAsync(cancellationToken), await comparison.FailingAsync(cancellationToken));
    }

    public async Task<IReadOnlyList<CanaryLine>> CanariesAsync(CancellationToken cancellationToken)
    {
        var arrived = await BySignalAsync($"sum by (signal) (increase(mem0_observer_canary_latency_seconds_count[{Range}]))", cancellationToken);
        var failed = await BySignalAsync($"sum by (signal) (increase(mem0_observer_canary_failures_total[{Range}]))", cancellationToken);
        var p95 = await BySignalAsync(
            $"histogram_quantile(0.95, sum by (signal, le) (rate(mem0_observer_canary_latency_seconds_bucket[{Range}])))", cancellationToken);
        return
        [
            .. arrived.Keys.Union(failed.Keys).Order(StringComparer.Ordinal).Select(s => new CanaryLine(
                s, Math.Round(arrived.GetValueOrDefault(s)), Math.Round(failed.GetValueOrDefault(s)), p95.TryGetValue(s, out double seconds) ? seconds : null)),
        ];
    }

    private async Task<Dictionary<string, double>> BySignalAsync(string promQL, CancellationToken cancellationToken) =>
        (await store.QueryAsync(promQL, end, cancellationToken)).Samples.Where(s => double.IsFinite(s.Value))
            .GroupBy(s => s.Labels.GetValueOrDefault("signal", ""), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First().Value, StringComparer.Ordinal);

    private static string Seconds(TimeSpan length) => ((long)length.TotalSeconds).ToString(CultureInfo.InvariantCulture) + "s";
}
