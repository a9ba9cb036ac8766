using Mem0Observability.Signals.Logs;
using Mem0Observability.Signals.Pipeline;
using Mem0Observability.Signals.Probes;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Signals;

/// <summary>The places that know about metrics, alerts, logs and traces; every cmdlet works on these and never asks which profile runs.</summary>
internal sealed record SignalSources(IMetricStore Metrics, IAlertRouter Router, IAlertInbox Inbox, ILogStore Logs, ITraceStore Traces, IProbes Probes)
{
    /// <summary>What lies between containers and the log store; null where the observer reads the logs itself.</summary>
    public LogPipeline? Pipeline { get; init; }

    /// <param name="otlpToken">What OTLP may ask of a sender; null where none is known.</param>
    public static SignalSources Connect(HttpClient http, StackEndpoints endpoints, string? otlpToken = null) => new(
        new PrometheusStore(http, endpoints.Prometheus),
        new AlertmanagerRouter(http, endpoints.Alertmanager),
        new ObserverInbox(http, endpoints.Observer),
        endpoints.Logs.Kind == LogStoreKind.Elasticsearch ? new ElasticLogStore(http, endpoints.Logs) : new ObserverLogStore(http, endpoints.Logs),
        new JaegerTraceStore(http, endpoints.Traces, endpoints.Traces == endpoints.Observer ? "observer" : "jaeger"),
        new ObserverProbes(http, endpoints.Observer, endpoints.Otlp, otlpToken, TimeProvider.System));

    /// <summary>Where only metrics are asked for: the other places are not known, and nothing is sent to them.</summary>
    public static SignalSources OfMetrics(HttpClient http, Uri address) =>
        Connect(http, new StackEndpoints(address, address, address, new LogStoreEndpoint(address, LogStoreKind.Observer), address, address));
}
