using System.Text;
using Mem0Observability.Observer.Store;
using Mem0Observability.Observer.Store.Engine;
using Prometheus;

namespace Mem0Observability.Observer.SpanMetrics;

/// <summary>Span metrics and service-graph metrics under the names of the OpenTelemetry Collector, counted when rows are stored.</summary>
internal sealed class SpanMetricsRecorder
{
    /// <summary>Series per metric, as the Collector's <c>aggregation_cardinality_limit</c>; further operations count as "(other)".</summary>
    private const int MostSeries = 2000;

    private const string Other = "(other)";

    private static readonly string[] s_spanLabels = ["service_name", "span_name", "span_kind", "status_code"];
    private static readonly string[] s_edgeLabels = ["client", "server", "connection_type"];
    private static readonly string[] s_kinds = ["SPAN_KIND_UNSPECIFIED", "SPAN_KIND_INTERNAL", "SPAN_KIND_SERVER", "SPAN_KIND_CLIENT", "SPAN_KIND_PRODUCER", "SPAN_KIND_CONSUMER"];
    private static readonly string[] s_statuses = ["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"];

    private readonly Counter _calls;
    private readonly Histogram _durations;
    private readonly Counter _requests;
    private readonly Counter _failedRequests;
    private readonly Histogram _serverSeconds;
    private readonly Histogram _clientSeconds;
    private readonly Dictionary<SeriesKey, Series> _series = [];
    private readonly Dictionary<LocalKey, Series> _ofBatch = [];

    public SpanMetricsRecorder(IMetricFactory factory)
    {
        _calls = factory.CreateCounter("traces_span_metrics_calls_total", "Spans by service, operation, kind and status.", s_spanLabels);
        _durations = factory.CreateHistogram(
            "traces_span_metrics_duration_milliseconds",
            "Durations of spans in milliseconds.",
            new HistogramConfiguration { LabelNames = s_spanLabels, Buckets = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 15000, 60000] });
        _requests = factory.CreateCounter("traces_service_graph_request_total", "Calls between two services.", s_edgeLabels);
        _failedRequests = factory.CreateCounter("traces_service_graph_request_failed_total", "Failed calls between two services.", s_edgeLabels);
        _serverSeconds = Seconds(factory, "traces_service_graph_request_server_seconds", "Duration of calls as the server saw it.");
        _clientSeconds = Seconds(factory, "traces_service_graph_request_client_seconds", "Duration of calls as the client saw it.");
    }

    public void Record(IReadOnlyList<TelemetryBatch> batches, IReadOnlyList<ServiceGraph.Call> calls, PartitionNames names)
    {
        foreach (TelemetryBatch batch in batches)
        {
            _ofBatch.Clear();
            foreach (SpanRow span in batch.Spans)
                Find(batch, span).Add(span.Duration);
        }

        foreach (ServiceGraph.Call call in calls)
            Record(call, names);
    }

    private static Histogram Seconds(IMetricFactory factory, string name, string help) => factory.CreateHistogram(
        name, help, new HistogramConfiguration { LabelNames = s_edgeLabels, Buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60] });

    private void Record(in ServiceGraph.Call call, PartitionNames names)
    {
        string[] labels = [names.Text(call.Client), names.Text(call.Server), ConnectionTypes.Label(call.Type)];
        _requests.WithLabels(labels).Inc();
        if (call.Failed)
            _failedRequests.WithLabels(labels).Inc();
        _serverSeconds.WithLabels(labels).Observe(call.ServerDuration / 1e9);
        _clientSeconds.WithLabels(labels).Observe(call.ClientDuration / 1e9);
    }

    private Series Find(TelemetryBatch batch, in SpanRow span)
    {
        var local = new LocalKey(span.Service, span.Operation, span.Kind, span.Status);
        if (_ofBatch.TryGetValue(local, out Series? series))
            return series;

        var key = new SeriesKey(Encoding.UTF8.GetString(batch.Names[span.Service]), Encoding.UTF8.GetString(batch.Names[span.Operation]), span.Kind, span.Status);
        if (!_series.TryGetValue(key, out series))
        {
            if (_series.Count >= MostSeries && key.Operation != Other)
                key = key with { Operation = Other };
            if (!_series.TryGetValue(key, out series))
            {
                string[] labels = [key.Service, key.Operation, s_kinds[Math.Min(key.Kind, (byte)5)], s_statuses[Math.Min(key.Status, (byte)2)]];
                series = new Series(_calls.WithLabels(labels), _durations.WithLabels(labels));
                _series.Add(key, series);
            }
        }

        _ofBatch.Add(local, series);
        return series;
    }

    private readonly record struct LocalKey(int Service, int Operation, byte Kind, byte Status);

    private readonly record struct SeriesKey(string Service, string Operation, byte Kind, byte Status);

    private sealed class Series(Counter.Child calls, Histogram.Child durations)
    {
        public void Add(long nanoseconds)
        {
            calls.Inc();
            durations.Observe(nanoseconds / 1e6);
        }
    }
}
