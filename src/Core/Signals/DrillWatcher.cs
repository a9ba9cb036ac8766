using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>Looks for one test alert in all places at once, and notes on the track what it sees.</summary>
internal sealed class DrillWatcher(SignalSources sources, DrillSubject subject, TimeProvider time)
{
    public const string AlertName = "Mem0TestAlert";

    public const string Gauge = "mem0_observer_test_alert";

    public const string IdLabel = "drill_id";

    public async Task LookAsync(DrillTrack track, CancellationToken cancellationToken)
    {
        (string Place, IReadOnlyList<DrillSighting> Sightings, string? Fault)[] looks = await Task.WhenAll(
            AskAsync("Prometheus", track, DrillHop.Scraped, () => SampleAsync(track, cancellationToken)),
            AskAsync("Prometheus' alerts", track, DrillHop.Firing, () => RuleAsync(cancellationToken)),
            AskAsync("Alertmanager", track, DrillHop.Routed, () => RouterAsync(cancellationToken)),
            AskAsync("the inbox", track, DrillHop.Resolved, () => InboxAsync(track, cancellationToken)));

        DateTimeOffset now = time.GetUtcNow();
        foreach ((string place, IReadOnlyList<DrillSighting> sightings, string? fault) in looks)
        {
            foreach (DrillSighting sighting in sightings)
                track.Add(sighting, now);

            track.Faults.Remove(place);
            if (fault is not null)
                track.Faults[place] = fault;
        }
    }

    private async Task<IReadOnlyList<DrillSighting>> SampleAsync(DrillTrack track, CancellationToken cancellationToken)
    {
        MetricAnswer answer = await sources.Metrics.QueryAsync(subject.Sample, null, cancellationToken);
        IEnumerable<DrillSighting> seen = answer.Samples.Select(
            s => new DrillSighting(DrillHop.Scraped, subject.SampleIsTime ? Unix(s.Value) : null, "Prometheus has a sample"));
        return [.. seen.Where(s => !subject.OnlySinceStart || !(s.At < track.Started)).Take(1)];
    }

    private async Task<IReadOnlyList<DrillSighting>> RuleAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ActiveAlert> alerts = await sources.Metrics.AlertsAsync(cancellationToken);
        if (alerts.FirstOrDefault(a => subject.Is(a.Labels)) is not { } alert)
            return [];

        var pending = new DrillSighting(DrillHop.Pending, alert.ActiveAt, "the rule's condition is true");
        return alert.State == "firing" ? [pending, new DrillSighting(DrillHop.Firing, null, "the rule fires")] : [pending];
    }

    private async Task<IReadOnlyList<DrillSighting>> RouterAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<RoutedAlert> alerts = await sources.Router.AlertsAsync(subject.Matchers, cancellationToken);
        if (alerts.FirstOrDefault(a => subject.Is(a.Labels)) is not { } alert)
            return [];

        var routed = new DrillSighting(DrillHop.Routed, alert.UpdatedAt, $"to {string.Join(", ", alert.Receivers)}");
        return [routed, Fired(alert.StartsAt)];
    }

    private async Task<IReadOnlyList<DrillSighting>> InboxAsync(DrillTrack track, CancellationToken cancellationToken)
    {
        var filter = new InboxFilter(AlertName: subject.AlertName, NewestFirst: true);
        IReadOnlyList<InboxNotification> notifications = await sources.Inbox.NotificationsAsync(filter, cancellationToken);
        var sightings = new List<DrillSighting>();
        // By when it began: the end of what was wrong before may be told after the drill's start.
        foreach (InboxNotification seen in notifications.Where(n => subject.Is(n.Labels)).Where(n => !subject.OnlySinceStart || n.StartsAt >= track.Started).OrderBy(n => n.Id))
        {
            bool resolved = seen.Status == "resolved";
            sightings.Add(new DrillSighting(resolved ? DrillHop.Resolved : DrillHop.Received, seen.ReceivedAt, $"by receiver '{seen.Receiver}'"));
            if (!resolved)
                sightings.Add(Fired(seen.StartsAt));
        }

        return sightings;
    }

    /// <param name="last">The last hop that this place knows about; once it is reached, or is not on the way, there is nothing to ask.</param>
    private static async Task<(string Place, IReadOnlyList<DrillSighting> Sightings, string? Fault)> AskAsync(
        string place, DrillTrack track, DrillHop last, Func<Task<IReadOnlyList<DrillSighting>>> look)
    {
        if (track.Reached(last) || (last < DrillHop.Routed && !track.Way.Contains(last)))
            return (place, [], null);

        try
        {
            return (place, await look(), null);
        }
        // A place that is gone for a moment is no reason to stop looking; if it stays away, the verdict names it.
        catch (StackException e)
        {
            return (place, [], e.Message);
        }
    }

    /// <summary>The store tells others exactly when the rule fired, and its own API does not.</summary>
    private static DrillSighting Fired(DateTimeOffset? at) => new(DrillHop.Firing, at, "the rule fires", Replaces: true);

    private static DateTimeOffset Unix(double seconds) => DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000));
}
