namespace Mem0Observability.Signals;

/// <summary>The three places that know about metrics and alerts; every cmdlet works on these and never asks which profile runs.</summary>
internal sealed record SignalSources(IMetricStore Metrics, IAlertRouter Router, IAlertInbox Inbox)
{
    public static SignalSources Connect(HttpClient http, StackEndpoints endpoints) => new(
        new PrometheusStore(http, endpoints.Prometheus),
        new AlertmanagerRouter(http, endpoints.Alertmanager),
        new ObserverInbox(http, endpoints.Observer));
}
