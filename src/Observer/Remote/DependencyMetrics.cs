using Prometheus;

namespace Mem0Observability.Observer.Remote;

internal sealed class DependencyMetrics(IMetricFactory metrics)
{
    private readonly Counter _written = metrics.CreateCounter("mem0_observer_dependency_documents_total", "Quarters of an hour of calls between services that were written for Jaeger.");

    private readonly Counter _failures = metrics.CreateCounter("mem0_observer_dependency_failures_total", "Attempts to write calls between services that failed.");

    public void Written() => _written.Inc();

    public void Failed() => _failures.Inc();
}
