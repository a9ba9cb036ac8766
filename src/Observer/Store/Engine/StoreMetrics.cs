using Prometheus;

namespace Mem0Observability.Observer.Store.Engine;

/// <summary>What the store says about itself.</summary>
internal sealed class StoreMetrics(IMetricFactory factory)
{
    private readonly Counter _rows = factory.CreateCounter("mem0_observer_rows_stored_total", "Rows stored, synced to disk.", ["signal"]);
    private readonly Histogram _commits = factory.CreateHistogram(
        "mem0_observer_commit_duration_seconds",
        "Time of one group commit, its sync included.",
        new HistogramConfiguration { Buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] });
    private readonly Gauge _bytes = factory.CreateGauge("mem0_observer_store_bytes", "Size of the store's files in bytes.");
    private readonly Gauge _partitions = factory.CreateGauge("mem0_observer_store_partitions", "Files of the store that can be read.");
    private readonly Gauge _damaged = factory.CreateGauge("mem0_observer_store_damaged_partitions", "Files of the store that are damaged and set aside.");
    private readonly Counter _failures = factory.CreateCounter("mem0_observer_store_failures_total", "Commits and queries that failed.", ["reason"]);

    public void Committed(int spans, int logs, TimeSpan duration)
    {
        _rows.WithLabels("traces").Inc(spans);
        _rows.WithLabels("logs").Inc(logs);
        _commits.Observe(duration.TotalSeconds);
    }

    public void Failed(string reason) => _failures.WithLabels(reason).Inc();

    public void FoundDamage() => _damaged.Inc();

    public void Sized(long bytes, int partitions, int damaged)
    {
        _bytes.Set(bytes);
        _partitions.Set(partitions);
        _damaged.Set(damaged);
    }
}
