using Mem0Observability.Observer.Inbox.Storage;
using Prometheus;

namespace Mem0Observability.Observer.Inbox;

/// <summary>What the inbox tells about itself.</summary>
internal sealed class InboxMetrics
{
    // Receivers come from Alertmanager's configuration; the bound is for senders that are not Alertmanager.
    private const int MaxReceivers = 32;

    private static readonly string[] s_reasons =
    [
        "malformed_json", "invalid_payload", "body_too_large", "unsupported_media_type", "bad_request", .. InboxFailure.Reasons,
    ];

    private readonly Counter _notifications;
    private readonly Counter _errors;
    private readonly Counter _duplicates;
    private readonly Counter _corruptions;
    private readonly Histogram _delay;
    private readonly HashSet<string> _receivers = [];

    public InboxMetrics(IMetricFactory metrics)
    {
        _notifications = metrics.CreateCounter(
            "mem0_observer_notifications_total", "Alert notifications stored.", ["receiver", "status"]);
        _errors = metrics.CreateCounter(
            "mem0_observer_webhook_errors_total", "Webhook requests that were not accepted.", ["reason"]);
        _duplicates = metrics.CreateCounter(
            "mem0_observer_duplicate_deliveries_total", "Webhook requests that had been stored before and were acknowledged again.");
        _corruptions = metrics.CreateCounter(
            "mem0_observer_inbox_corruptions_total", "Damaged inbox files that were moved aside.");
        _delay = metrics.CreateHistogram(
            "mem0_observer_notification_delay_seconds",
            "From the start of a firing alert to its first notification.",
            new HistogramConfiguration { Buckets = [0.5, 1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 300, 600] });

        // From zero, so that increase() sees the first error.
        foreach (var reason in s_reasons)
            _errors.WithLabels(reason);
    }

    public void Refused(string reason) => _errors.WithLabels(reason).Inc();

    public void CorruptionFound() => _corruptions.Inc();

    public void Accepted(Delivery delivery, StoredDelivery stored)
    {
        if (stored.Duplicate)
        {
            _duplicates.Inc();
            return;
        }

        var receiver = BoundedReceiver(delivery.Receiver);
        foreach (var alert in delivery.Alerts)
            _notifications.WithLabels(receiver, alert.Status).Inc();
        // Not for repeats: they would measure how long the alert has been firing.
        foreach (var delay in stored.FirstNotificationDelays)
            _delay.Observe(delay.TotalSeconds);
    }

    private string BoundedReceiver(string receiver)
    {
        lock (_receivers)
        {
            return _receivers.Contains(receiver) || (_receivers.Count < MaxReceivers && _receivers.Add(receiver))
                ? receiver
                : "other";
        }
    }
}
