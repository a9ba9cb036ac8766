using Prometheus;

namespace Mem0Observability.Observer.Tail;

/// <summary>What the reading of container logs tells about itself.</summary>
internal sealed class TailMetrics(IMetricFactory metrics)
{
    private readonly Counter _lines = metrics.CreateCounter("mem0_observer_tail_lines_total", "Lines read from container logs.");
    private readonly Gauge _lag = metrics.CreateGauge("mem0_observer_tail_lag_bytes", "Bytes of container logs that are written but not read.");
    private readonly Gauge _containers = metrics.CreateGauge("mem0_observer_tail_containers", "Containers whose logs are read.");

    public void Read(long lines) => _lines.Inc(lines);

    public void Seen(int containers, long lag)
    {
        _containers.Set(containers);
        _lag.Set(lag);
    }
}
