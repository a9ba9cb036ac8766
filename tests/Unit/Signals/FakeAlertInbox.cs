using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Tests.Unit.Signals;

/// <summary>An inbox whose content a test sets, and which remembers the test alerts it was told of.</summary>
internal sealed class FakeAlertInbox : IAlertInbox
{
    public Uri Address { get; } = new("http://127.0.0.1:9095/");

    public Func<IReadOnlyList<InboxNotification>> Notifications { get; set; } = () => [];

    public Func<IReadOnlyList<InboxAlert>> Alerts { get; set; } = () => [];

    public WatchdogSight Watchdog { get; set; } = new(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(5), true);

    /// <summary>What was acknowledged, in order.</summary>
    public List<(string Fingerprint, string By, string Comment)> Acknowledged { get; } = [];

    /// <summary>The gauges that are set now.</summary>
    public List<string> TestAlerts { get; } = [];

    public int Cleared { get; private set; }

    /// <summary>The series that drills have set, by id; those of before are kept in the order in which they came.</summary>
    public Dictionary<string, List<IReadOnlyList<DrillSample>>> Drills { get; } = [];

    public List<string> ClearedDrills { get; } = [];

    public List<PastAcknowledgement> PastAcknowledgements { get; } = [];

    public StackException? Fault { get; set; }

    public static StackException Unreachable { get; } =
        new("AlertInboxUnreachable", StackErrorCategory.ResourceUnavailable, "The observer cannot be reached.", "observer");

    public static InboxNotification Notification(string alert, string status, DateTimeOffset at, DateTimeOffset? startsAt = null, string drill = "") =>
        new(at.Ticks, at, "inbox", status, "f", startsAt, null, new Dictionary<string, string> { ["alertname"] = alert, ["drill_id"] = drill }, new Dictionary<string, string>());

    public Task<IReadOnlyList<InboxNotification>> NotificationsAsync(InboxFilter filter, CancellationToken cancellationToken) =>
        GiveAsync<IReadOnlyList<InboxNotification>>(
            () =>
            [
                .. Notifications()
                    .Where(n => filter.AlertName is null || n.Labels["alertname"] == filter.AlertName)
                    .Where(n => filter.Status is null || n.Status == filter.Status)
                    .Where(n => filter.Fingerprint is null || n.Fingerprint == filter.Fingerprint)
                    .Where(n => filter.Before is null || n.Id < filter.Before)
                    .OrderBy(n => filter.NewestFirst ? -n.Id : n.Id)
                    .Take(filter.Limit),
            ],
            cancellationToken);

    public Task<IReadOnlyList<InboxAlert>> AlertsAsync(string? state, CancellationToken cancellationToken) => GiveAsync<IReadOnlyList<InboxAlert>>(
            () => [.. Alerts().Select(WithAcknowledgement).Where(a => state != "acknowledged" || a.Acknowledged is not null)], cancellationToken);

    public Task<InboxAlert> AcknowledgeAsync(string fingerprint, string by, string comment, CancellationToken cancellationToken) =>
        GiveAsync(
            () =>
            {
                InboxAlert alert = Alerts().FirstOrDefault(a => a.Fingerprint == fingerprint)
                    ?? throw new StackException("AlertInboxRejected", StackErrorCategory.ObjectNotFound, "No such alert.", "observer");
                Acknowledged.Add((fingerprint, by, comment));
                return WithAcknowledgement(alert);
            },
            cancellationToken);

    public Task<WatchdogSight> WatchdogAsync(CancellationToken cancellationToken) => GiveAsync(() => Watchdog, cancellationToken);

    public Task SetTestAlertAsync(string id, string severity, TimeSpan timeToLive, CancellationToken cancellationToken) =>
        GiveAsync(
            () =>
            {
                TestAlerts.Add(id);
                return 0;
            },
            cancellationToken);

    public Task ClearTestAlertAsync(string id, CancellationToken cancellationToken) =>
        GiveAsync(
            () =>
            {
                Cleared++;
                return TestAlerts.Remove(id);
            },
            cancellationToken);

    public Task<IReadOnlyList<PastAcknowledgement>> AcknowledgementsAsync(long? before, int limit, CancellationToken cancellationToken) =>
        GiveAsync<IReadOnlyList<PastAcknowledgement>>(
            () => [.. PastAcknowledgements.Where(a => !(a.Id >= before)).OrderByDescending(a => a.Id).Take(limit)], cancellationToken);

    public Task SetDrillAsync(string id, IReadOnlyList<DrillSample> series, TimeSpan timeToLive, CancellationToken cancellationToken) =>
        GiveAsync(
            () =>
            {
                Drills.TryAdd(id, []);
                Drills[id].Add(series);
                return 0;
            },
            cancellationToken);

    public Task ClearDrillAsync(string id, CancellationToken cancellationToken) =>
        GiveAsync(
            () =>
            {
                ClearedDrills.Add(id);
                return 0;
            },
            cancellationToken);

    private InboxAlert WithAcknowledgement(InboxAlert alert) =>
        Acknowledged.Where(a => a.Fingerprint == alert.Fingerprint).Select(a => alert with { Acknowledged = new(DateTimeOffset.UnixEpoch, a.By, a.Comment) }).FirstOrDefault(alert);

    private Task<T> GiveAsync<T>(Func<T> answer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Fault is null ? Task.FromResult(answer()) : Task.FromException<T>(Fault);
    }
}
