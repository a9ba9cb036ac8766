using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Checks;

/// <summary>Where an alert can be seen now: in Prometheus, in Alertmanager, in the inbox.</summary>
internal sealed record AlertTrail(DateTimeOffset? FiringSince, IReadOnlyList<SignalHop> Hops)
{
    private static readonly string[] s_advice =
    [
        "Prometheus does not fire it: is its rule loaded and healthy? See the check 'rules'.",
        "Prometheus fires it and Alertmanager does not have it: can Prometheus reach Alertmanager? See: Get-Mem0Metric prometheus_notifications_errors_total",
        "Alertmanager has it and the observer never received it: see the receiver 'inbox' in alertmanager.yml and Get-Mem0Metric alertmanager_notifications_failed_total",
    ];

    public bool IsComplete => Hops.All(h => h.Reached);

    public string Reason
    {
        get
        {
            int missing = Hops.TakeWhile(h => h.Reached).Count();
            string worked = missing == 0 ? "" : $"Last hop that worked: {Hops[missing - 1].Name}. ";
            return $"{worked}Not {Hops[missing].Name}: {Hops[missing].Detail}. {s_advice[missing]}";
        }
    }

    public static async Task<AlertTrail> FollowAsync(SignalSources sources, string alert, CancellationToken cancellationToken)
    {
        var firing = FiringAsync(sources.Metrics, alert, cancellationToken);
        var routed = HopAsync("routed", () => RoutedAsync(sources.Router, alert, cancellationToken));
        var received = HopAsync("received", () => ReceivedAsync(sources.Inbox, alert, cancellationToken));
        (SignalHop first, DateTimeOffset? since) = await firing;
        return new AlertTrail(since, [first, await routed, await received]);
    }

    private static async Task<(SignalHop Hop, DateTimeOffset? Since)> FiringAsync(IMetricStore store, string alert, CancellationToken cancellationToken)
    {
        DateTimeOffset? since = null;
        SignalHop hop = await HopAsync("firing", async () =>
        {
            IReadOnlyList<ActiveAlert> alerts = await store.AlertsAsync(cancellationToken);
            ActiveAlert? found = alerts.FirstOrDefault(a => a.Name == alert && a.State == "firing");
            since = found?.ActiveAt;
            return (found is not null, found is null ? $"{alerts.Count} alerts, not this one" : $"since {since:u}");
        });
        return (hop, since);
    }

    private static async Task<(bool Reached, string Detail)> RoutedAsync(IAlertRouter router, string alert, CancellationToken cancellationToken)
    {
        IReadOnlyList<RoutedAlert> alerts = await router.AlertsAsync([PromQL.Matcher("alertname", alert)], cancellationToken);
        return alerts.Count == 0
            ? (false, "Alertmanager does not have it")
            : (true, $"to {string.Join(", ", alerts[0].Receivers)}");
    }

    private static async Task<(bool Reached, string Detail)> ReceivedAsync(IAlertInbox inbox, string alert, CancellationToken cancellationToken)
    {
        var newest = new InboxFilter(AlertName: alert, Status: "firing", Limit: 1, NewestFirst: true);
        IReadOnlyList<InboxNotification> notifications = await inbox.NotificationsAsync(newest, cancellationToken);
        return notifications.Count == 0
            ? (false, "the inbox has no notification of it")
            : (true, $"last at {notifications[0].ReceivedAt:u}");
    }

    /// <summary>A place that cannot be asked is a hop that was not reached, and says so.</summary>
    private static async Task<SignalHop> HopAsync(string name, Func<Task<(bool Reached, string Detail)>> look)
    {
        try
        {
            (bool reached, string detail) = await look();
            return new SignalHop(name, reached, null, detail);
        }
        catch (StackException e)
        {
            return new SignalHop(name, false, null, e.Message.TrimEnd('.'));
        }
    }
}
