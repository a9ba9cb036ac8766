using Mem0Observability.Observer.Inbox.Storage;
using Prometheus;

namespace Mem0Observability.Observer.Inbox;

/// <summary>The state of the inbox, asked for when somebody scrapes.</summary>
internal sealed class InboxGauges
{
    private readonly AlertReader _alerts;
    private readonly InboxFile _file;
    private readonly Gauge _count;
    private readonly Gauge _bytes;

    public InboxGauges(AlertReader alerts, InboxFile file, CollectorRegistry registry, IMetricFactory metrics)
    {
        _alerts = alerts;
        _file = file;
        _count = metrics.CreateGauge("mem0_observer_inbox_alerts", "Alerts in the inbox by their current status.", ["status"]);
        _bytes = metrics.CreateGauge("mem0_observer_inbox_bytes", "Size of the inbox on disk, write-ahead log included.");
        registry.AddBeforeCollectCallback(Refresh);
    }

    private void Refresh()
    {
        try
        {
            var (firing, resolved) = _alerts.Count();
            _count.WithLabels(NotifiedAlert.Firing).Set(firing);
            _count.WithLabels(NotifiedAlert.Resolved).Set(resolved);
            _bytes.Set(_file.Size());
        }
        catch (InboxUnavailableException)
        {
            // The rest of the page matters most just then. A value that is not known must be absent, not old.
            _count.RemoveLabelled(NotifiedAlert.Firing);
            _count.RemoveLabelled(NotifiedAlert.Resolved);
        }
    }
}
