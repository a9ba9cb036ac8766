using Prometheus;

namespace Mem0Observability.Observer.Canary;

/// <summary>How long each signal takes from end to end, and how often one is lost.</summary>
internal sealed class CanaryMetrics
{
    /// <summary>Why a round failed; the label's values.</summary>
    public const string NotSent = "not_sent", NotFound = "not_found", SearchFailed = "search_failed";

    private readonly Histogram _latency;
    private readonly Counter _failures;
    private readonly Gauge _success;
    private readonly TimeProvider _time;

    public CanaryMetrics(IMetricFactory metrics, TimeProvider time)
    {
        _time = time;
        _latency = metrics.CreateHistogram(
            "mem0_observer_canary_latency_seconds",
            "From sending a canary to finding it where its signal ends.",
            ["signal"],
            new HistogramConfiguration { Buckets = [0.1, 0.25, 0.5, 1, 2, 3, 5, 7.5, 10, 15, 20, 30, 45, 60] });
        _failures = metrics.CreateCounter("mem0_observer_canary_failures_total", "Canaries that were not sent or not found.", ["signal", "reason"]);
        _success = metrics.CreateGauge(
            "mem0_observer_canary_last_success_timestamp_seconds", "When a canary was last found; until the first, when this process began.", ["signal"]);
    }

    /// <summary>From zero, so that increase() sees the first failure; and a signal that never works has an age too.</summary>
    public void Begin(string signal)
    {
        foreach (var reason in new[] { NotSent, NotFound, SearchFailed })
            _failures.WithLabels(signal, reason);
        Succeeded(signal);
    }

    public void Found(string signal, TimeSpan latency)
    {
        _latency.WithLabels(signal).Observe(latency.TotalSeconds);
        Succeeded(signal);
    }

    public void Failed(string signal, string reason) => _failures.WithLabels(signal, reason).Inc();

    private void Succeeded(string signal) => _success.WithLabels(signal).Set(_time.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
}
