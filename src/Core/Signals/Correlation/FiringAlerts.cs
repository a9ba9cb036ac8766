using Mem0Observability.Model;

namespace Mem0Observability.Signals.Correlation;

/// <summary>The alerts that were firing at some time in the past, as the metric store recorded them.</summary>
internal static class FiringAlerts
{
    public static async Task<IReadOnlyList<AlertStatus>> AskAsync(IMetricStore store, DateTimeOffset at, Problems problems, CancellationToken cancellationToken)
    {
        // Both over the minute: an alert that ended in it was still firing for the request.
        MetricAnswer[] answers = await Task.WhenAll(
            AskAsync("last_over_time(ALERTS{alertstate=\"firing\"}[1m])"),
            AskAsync("last_over_time(ALERTS_FOR_STATE[1m])"));
        return
        [
            .. answers[0].Samples.Select(s => ToAlert(Labels(s), answers[1].Samples))
                .OrderBy(a => a.Name, StringComparer.Ordinal)
                .ThenBy(a => a.Fingerprint, StringComparer.Ordinal),
        ];

        Task<MetricAnswer> AskAsync(string promQL) =>
            problems.AskAsync(() => store.QueryAsync(promQL, at, cancellationToken), new MetricAnswer("vector", [], []));
    }

    private static Dictionary<string, string> Labels(MetricSample sample) =>
        sample.Labels.Where(l => l.Key != "alertstate").ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal);

    private static AlertStatus ToAlert(Dictionary<string, string> labels, IReadOnlyList<MetricSample> starts)
    {
        MetricSample? start = starts.FirstOrDefault(s => s.Labels.Count == labels.Count && AlertLabels.IsSameAlert(labels, s.Labels));
        return new AlertStatus(
            labels.GetValueOrDefault("alertname", ""),
            "firing",
            labels.GetValueOrDefault("severity", ""),
            labels.GetValueOrDefault("service", ""),
            start is { Value: > 0 } ? DateTimeOffset.FromUnixTimeSeconds((long)start.Value) : null,
            ReceivedAt: null,
            ResolvedAt: null,
            Acknowledged: false,
            Summary: "",
            labels,
            new Dictionary<string, string>(),
            AlertLabels.Fingerprint(labels));
    }
}
