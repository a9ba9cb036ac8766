using Mem0Observability.Model;

namespace Mem0Observability.Signals.Correlation;

/// <summary>How services did in a minute: by their own request metrics, or by those made of their spans where they have none.</summary>
internal static class ServiceMinutes
{
    private const string Http = "http_server";
    private const string Spans = "traces_span_metrics";

    private const string Range = "[1m]";

    public static async Task<IReadOnlyList<ServiceMinute>> AskAsync(
        IMetricStore store,
        IReadOnlyList<string> services,
        DateTimeOffset minute,
        DateTimeOffset at,
        Problems problems,
        CancellationToken cancellationToken)
    {
        Task<Dictionary<string, double>>[] questions =
        [
            AskAsync("service", $"sum by (service) (rate(http_server_requests_total{Range}))"),
            AskAsync("service", $"sum by (service) (rate(http_server_requests_total{{status=~\"5..\"}}{Range}))"),
            AskAsync("service", $"histogram_quantile(0.95, sum by (service, le) (rate(http_server_request_duration_seconds_bucket{Range})))"),
            AskAsync("service_name", $"sum by (service_name) (rate(traces_span_metrics_calls_total{{{Served}}}{Range}))"),
            AskAsync("service_name", $"sum by (service_name) (rate(traces_span_metrics_calls_total{{{Served},status_code=\"STATUS_CODE_ERROR\"}}{Range}))"),
            AskAsync("service_name", $"histogram_quantile(0.95, sum by (service_name, le) (rate(traces_span_metrics_duration_milliseconds_bucket{{{Served}}}{Range})))"),
        ];
        Dictionary<string, double>[] answers = await Task.WhenAll(questions);
        return [.. services.Select(s => Row(s, minute, answers))];

        async Task<Dictionary<string, double>> AskAsync(string label, string promQL)
        {
            MetricAnswer answer = await problems.AskAsync(() => store.QueryAsync(promQL, at, cancellationToken), new MetricAnswer("vector", [], []));
            return answer.Samples.Where(s => double.IsFinite(s.Value))
                .GroupBy(s => s.Labels.GetValueOrDefault(label, ""), StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.First().Value, StringComparer.Ordinal);
        }
    }

    /// <summary>What arrives at a service; its calls to others would count twice.</summary>
    private const string Served = "span_kind=~\"SPAN_KIND_SERVER|SPAN_KIND_CONSUMER\"";

    private static ServiceMinute Row(string service, DateTimeOffset minute, Dictionary<string, double>[] answers)
    {
        if (answers[0].ContainsKey(service))
            return Row(service, minute, Http, answers[0], answers[1], answers[2], TimeSpan.FromSeconds);

        return answers[3].ContainsKey(service)
            ? Row(service, minute, Spans, answers[3], answers[4], answers[5], TimeSpan.FromMilliseconds)
            : new ServiceMinute(service, minute, null, null, null, "");
    }

    private static ServiceMinute Row(
        string service,
        DateTimeOffset minute,
        string source,
        Dictionary<string, double> rates,
        Dictionary<string, double> failures,
        Dictionary<string, double> p95,
        Func<double, TimeSpan> duration)
    {
        double rate = rates[service];
        return new ServiceMinute(
            service,
            minute,
            rate,
            rate > 0 ? failures.GetValueOrDefault(service) / rate : null,
            p95.TryGetValue(service, out double value) ? duration(value) : null,
            source);
    }
}
