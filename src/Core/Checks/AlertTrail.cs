using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Checks;

/// <summary>Where an alert can be seen now: in Prometheus, in Alertmanager, in the inbox.</summary>
/// <param name="Unanswered">The hops whose place could not be asked; their detail says why.</param>
internal sealed record AlertTrail(DateTimeOffset? FiringSince, IReadOnlyList<SignalHop> Hops, IReadOnlySet<string> Unanswered)
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
            SignalHop hop = Hops[missing];
            string worked = missing == 0 ? "" : $"Last hop that worked: {Hops[missing - 1].Name}. ";
            return Unanswered.Contains(hop.Name)
                ? $"{worked}Whether it was {hop.Name} cannot be asked: {hop.Detail}"
                : $"{worked}Not {hop.Name}: {hop.Detail}. {s_advice[missing]}";
        }
    }

    public static async Task<AlertTrail> FollowAsync(SignalSources sources, string alert, CancellationToken cancellationToken)
    {
        DateTimeOffset? since = null;
        (SignalHop Hop, bool Answered)[] looks = await Task.WhenAll(
            HopAsync("firing", async () =>
            {
                IReadOnlyList<ActiveAlert> alerts = await sources.Metrics.AlertsAsync(cancellationToken);
                ActiveAlert? found = alerts.FirstOrDefault(a => a.Name == alert && a.State == "firing");
                since = found?.ActiveAt;
                return (found is not null, found is null ? $"{alerts.Count} alerts, not this one" : $"since {since:u}");
            }),
            HopAsync("routed", () => RoutedAsync(sources.Router, alert, cancellationToken)),
            HopAsync("received", () => ReceivedAsync(sources.Inbox, alert, cancellationToken)));
        HashSet<string> unanswered = [.. looks.Where(l => !l.Answered).Select(l => l.Hop.Name)];
        return new AlertTrail(since, [.. looks.Select(l => l.Hop)], unanswered);
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
    private static async Task<(SignalHop Hop, bool Answered)> HopAsync(string name, Func<Task<(bool Reached, string Detail)>> look)
    {
        try
        {
            (bool reached, string detail) = await look();
            return (new SignalHop(name, reached, null, detail), true);
        }
        catch (StackException e)
        {
            return (new SignalHop(name, false, null, e.Message), false);
        }
    }
}
