using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Tests.Unit.Signals;

/// <summary>The three fakes joined: a test alert travels through them at the pace of the shipped intervals.</summary>
internal sealed class FakeStack
{
    private string? _id;
    private DateTimeOffset? _sentAt;
    private DateTimeOffset? _endedAt;

    public FakeStack()
    {
        Sources = new SignalSources(Metrics, Router, Inbox, Logs, Traces, Probes);
        Metrics.Answer = Query;
        Metrics.Alerts = () => Evaluated() is { } alert ? [alert] : [];
        Router.Alerts = () => Past(DrillHop.Routed, 6) ? [FakeAlertRouter.Alert(Labels, FiredAt)] : [];
        Inbox.Notifications = Received;
    }

    public ManualTime Time { get; } = new();

    public FakeMetricStore Metrics { get; } = new();

    public FakeAlertRouter Router { get; } = new();

    public FakeAlertInbox Inbox { get; } = new();

    public FakeLogStore Logs { get; } = new();

    public FakeTraceStore Traces { get; } = new();

    public FakeProbes Probes { get; } = new();

    public SignalSources Sources { get; }

    /// <summary>Whatever test alert is sent in first is the one that travels.</summary>
    public string? Id => _id ??= Inbox.TestAlerts.FirstOrDefault() ?? Router.Posted.FirstOrDefault()?.Labels["drill_id"];

    /// <summary>The first hop that nothing reaches.</summary>
    public DrillHop? Broken { get; init; }

    private DateTimeOffset Now => Time.GetUtcNow();

    private DateTimeOffset? FiredAt => _sentAt + TimeSpan.FromSeconds(5.9);

    private Dictionary<string, string> Labels => new() { ["alertname"] = "Mem0TestAlert", ["drill_id"] = Id ?? "" };

    /// <summary>Notices the gauge (or the post) and its end, which the fakes record without a time.</summary>
    private void Observe()
    {
        bool stands = Inbox.TestAlerts.Count > 0 || Router.Posted.LastOrDefault()?.EndsAt > Now;
        if (stands)
            _sentAt ??= Now;
        else if (_sentAt is not null)
            _endedAt ??= Now;
    }

    private bool Past(DrillHop hop, double seconds)
    {
        Observe();
        return (Broken is null || hop < Broken) && _sentAt is { } sent && Now - sent >= TimeSpan.FromSeconds(seconds);
    }

    private IReadOnlyList<MetricSample> Query(string promQL) =>
        promQL.StartsWith("timestamp(", StringComparison.Ordinal) && promQL.Contains($"\"{Id}\"", StringComparison.Ordinal) && Past(DrillHop.Scraped, 2)
            ? [FakeMetricStore.Sample((_sentAt!.Value + TimeSpan.FromSeconds(1.9)).ToUnixTimeMilliseconds() / 1000.0)]
            : [];

    private ActiveAlert? Evaluated()
    {
        if (!Past(DrillHop.Pending, 3) || _endedAt is not null)
            return null;

        return new ActiveAlert(Past(DrillHop.Firing, 6) ? "firing" : "pending", _sentAt + TimeSpan.FromSeconds(2.9), Labels, Labels);
    }

    private List<InboxNotification> Received()
    {
        var seen = new List<InboxNotification>();
        if (Past(DrillHop.Received, 7))
            seen.Add(FakeAlertInbox.Notification("Mem0TestAlert", "firing", _sentAt!.Value + TimeSpan.FromSeconds(6.9), FiredAt, Id!));

        if (Broken != DrillHop.Resolved && _endedAt is { } ended && Now - ended >= TimeSpan.FromSeconds(10))
            seen.Add(FakeAlertInbox.Notification("Mem0TestAlert", "resolved", ended + TimeSpan.FromSeconds(9.9), FiredAt, Id!));

        return seen;
    }
}
