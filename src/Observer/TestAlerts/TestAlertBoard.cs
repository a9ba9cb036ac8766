using Prometheus;

namespace Mem0Observability.Observer.TestAlerts;

/// <summary>
/// The raised test alerts: one series each, on which the shipped rule <c>Mem0TestAlert</c> fires. Each lapses by itself,
/// so that a drill that was killed leaves no alert firing.
/// </summary>
internal sealed class TestAlertBoard
{
    /// <summary>Bounds the label values of the series.</summary>
    public const int Capacity = 16;

    private readonly TimeProvider _time;
    private readonly Gauge _gauge;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, RaisedAlert> _raised = [];

    public TestAlertBoard(TimeProvider time, CollectorRegistry registry, IMetricFactory metrics)
    {
        _time = time;
        _gauge = metrics.CreateGauge(
            "mem0_observer_test_alert", "1 while a test alert is raised; the rule Mem0TestAlert fires on it.", ["drill_id", "severity"]);
        registry.AddBeforeCollectCallback(DropLapsed);
    }

    /// <returns>Null where the board is full.</returns>
    public TestAlertView? Raise(string id, string severity, TimeSpan ttl)
    {
        lock (_lock)
        {
            DropLapsed();
            if (_raised.Count == Capacity && !_raised.ContainsKey(id))
                return null;
            Remove(id);
            _raised[id] = new RaisedAlert(severity, _time.GetTimestamp(), ttl);
            _gauge.WithLabels(id, severity).Set(1);
            return new TestAlertView(id, severity, _time.GetUtcNow() + ttl);
        }
    }

    public void Clear(string id)
    {
        lock (_lock)
            Remove(id);
    }

    // Whoever looks first does it; no timer is needed, since a series exists only when it is collected.
    private void DropLapsed()
    {
        lock (_lock)
        {
            foreach (var (id, alert) in _raised)
            {
                if (_time.GetElapsedTime(alert.RaisedAt) >= alert.Ttl)
                    Remove(id);
            }
        }
    }

    private void Remove(string id)
    {
        if (_raised.Remove(id, out var alert))
            _gauge.RemoveLabelled(id, alert.Severity);
    }

    private readonly record struct RaisedAlert(string Severity, long RaisedAt, TimeSpan Ttl);
}
