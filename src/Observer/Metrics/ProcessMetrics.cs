using Prometheus;

namespace Mem0Observability.Observer.Metrics;

/// <summary>The three process metrics that dashboards of other exporters know under the same names.</summary>
internal static class ProcessMetrics
{
    public static void Register(CollectorRegistry registry, IMetricFactory factory)
    {
        var memory = factory.CreateGauge("process_resident_memory_bytes", "Resident memory size in bytes.");
        var cpu = factory.CreateCounter("process_cpu_seconds_total", "Total user and system CPU time spent in seconds.");
        factory.CreateGauge("process_start_time_seconds", "Start time of the process since the Unix epoch in seconds.")
            .SetToCurrentTimeUtc();

        registry.AddBeforeCollectCallback(() =>
        {
            memory.Set(Environment.WorkingSet);
            cpu.IncTo(Environment.CpuUsage.TotalTime.TotalSeconds);
        });
    }
}
