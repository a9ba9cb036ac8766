using Mem0Observability.Observer.Inbox.Storage;
using Mem0Observability.Observer.Watchdog;
using Prometheus;

namespace Mem0Observability.Observer.Inbox;

/// <summary>How long each page has been firing without anybody having acknowledged it; asked for when somebody scrapes.</summary>
internal sealed class UnacknowledgedGauge
{
    /// <summary>The alert on this gauge: its own page must not make the next.</summary>
    private const string EscalationAlert = "Mem0PageUnacknowledged";

    /// <summary>
    /// Longer than the shipped <c>repeat_interval</c> of a page, 4 h. One that is not heard of any more is over, and its end was lost: it must
    /// not escalate for ever.
    /// </summary>
    private static readonly TimeSpan s_heardOf = TimeSpan.FromHours(5);

    /// <summary>Alerts have names of rules; the bound is for senders that are not Alertmanager. The oldest count most.</summary>
    private const int MaxSeries = 100;

    private readonly AlertReader _alerts;
    private readonly TimeProvider _time;
    private readonly Gauge _age;

    public UnacknowledgedGauge(AlertReader alerts, TimeProvider time, CollectorRegistry registry, IMetricFactory metrics)
    {
        (_alerts, _time) = (alerts, time);
        _age = metrics.CreateGauge(
            "mem0_observer_alert_unacknowledged_seconds",
            "Age of firing pages that nobody has acknowledged, the oldest of each name and service.",
            ["alertname", "severity", "service"]);
        registry.AddBeforeCollectCallback(Refresh);
    }

    private void Refresh()
    {
        var ages = Ages();
        foreach (string[] gone in _age.GetAllLabelValues().Where(l => !ages.ContainsKey((l[0], l[2]))).ToList())
            _age.RemoveLabelled(gone);
        foreach (var ((name, service), age) in ages)
            _age.WithLabels(name, "page", service).Set(age);
    }

    private Dictionary<(string Name, string Service), double> Ages()
    {
        var now = _time.GetUtcNow();
        try
        {
            return _alerts.Unacknowledged(now - s_heardOf)
                .Where(a => Counts(a.Labels))
                .GroupBy(a => (a.Labels.GetValueOrDefault("alertname", ""), a.Labels.GetValueOrDefault("service", "")))
                .Select(g => (g.Key, Since: g.Min(a => a.StartsAt)))
                .OrderBy(a => a.Since)
                .Take(MaxSeries)
                .ToDictionary(a => a.Key, a => Math.Max(0, (now - a.Since).TotalSeconds));
        }
        catch (InboxUnavailableException)
        {
            // What is not known must be absent, not old.
            return [];
        }
    }

    private static bool Counts(IReadOnlyDictionary<string, string> labels) =>
        labels.GetValueOrDefault("severity", "") == "page"
        && labels.GetValueOrDefault("drill", "") != "true"
        && labels.GetValueOrDefault("alertname", "") is not (EscalationAlert or Heartbeat.AlertName);
}
