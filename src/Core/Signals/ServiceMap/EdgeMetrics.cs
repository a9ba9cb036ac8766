using System.Globalization;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.ServiceMap;

/// <summary>What the metrics of the service graph say about the calls between services.</summary>
internal sealed class EdgeMetrics
{
    private readonly HashSet<(string, string)> _counted;
    private readonly Dictionary<(string, string), double> _failures;
    private readonly Dictionary<(string, string), double> _p95;

    private EdgeMetrics(IReadOnlyList<MetricSample> calls, IReadOnlyList<MetricSample> failures, IReadOnlyList<MetricSample> p95)
    {
        _counted = [.. calls.Select(Pair)];
        _failures = failures.GroupBy(Pair).ToDictionary(g => g.Key, g => g.Sum(s => s.Value));
        _p95 = p95.GroupBy(Pair).ToDictionary(g => g.Key, g => g.Max(s => s.Value));
        Edges = [.. calls.Where(s => s.Value >= 0.5).Select(ToEdge).Select(Fill)];
    }

    /// <summary>As the metrics alone know them.</summary>
    public IReadOnlyList<ServiceEdge> Edges { get; }

    public static async Task<EdgeMetrics> AskAsync(IMetricStore store, SearchWindow window, CancellationToken cancellationToken)
    {
        string range = string.Create(CultureInfo.InvariantCulture, $"[{Math.Max(60, (long)(window.End - window.Start).TotalSeconds)}s]");
        MetricAnswer[] answers = await Task.WhenAll(
            AskAsync($"sum by (client, server, connection_type) (increase(traces_service_graph_request_total{range}))"),
            AskAsync($"sum by (client, server) (increase(traces_service_graph_request_failed_total{range}))"),
            AskAsync($"histogram_quantile(0.95, sum by (client, server, le) (rate(traces_service_graph_request_server_seconds_bucket{range})))"));
        return new EdgeMetrics(answers[0].Samples, answers[1].Samples, answers[2].Samples);

        Task<MetricAnswer> AskAsync(string promQL) => store.QueryAsync(promQL, window.End, cancellationToken);
    }

    /// <summary>Adds what the edge lacks. A pair that is counted and has no series of failures had none.</summary>
    public ServiceEdge Fill(ServiceEdge edge)
    {
        (string, string) pair = (edge.Client, edge.Server);
        return edge with
        {
            Errors = edge.Errors ?? (_counted.Contains(pair) ? (long)Math.Round(_failures.GetValueOrDefault(pair)) : null),
            P95 = edge.P95 ?? (_p95.TryGetValue(pair, out double seconds) && double.IsFinite(seconds) ? TimeSpan.FromSeconds(seconds) : null),
        };
    }

    private static ServiceEdge ToEdge(MetricSample sample)
    {
        (string client, string server) = Pair(sample);
        return new ServiceEdge(client, server, (long)Math.Round(sample.Value), null, null, sample.Labels.GetValueOrDefault("connection_type", ""));
    }

    private static (string Client, string Server) Pair(MetricSample sample) =>
        (sample.Labels.GetValueOrDefault("client", ""), sample.Labels.GetValueOrDefault("server", ""));
}
