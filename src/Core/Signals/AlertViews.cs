using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>What each of the three places says about alerts; null where the place could not be asked.</summary>
internal sealed record AlertViews(
    IReadOnlyList<ActiveAlert>? Evaluated,
    IReadOnlyList<RoutedAlert>? Routed,
    IReadOnlyList<InboxAlert>? Received)
{
    /// <summary>One row per alert, the store's view first because it is the newest.</summary>
    public IEnumerable<AlertStatus> Merge()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (ActiveAlert alert in Evaluated ?? [])
        {
            RoutedAlert? routed = Closest(Routed, alert, r => r.Labels);
            InboxAlert? received = Inbox(routed?.Fingerprint) ?? Closest(Received, alert, r => r.Labels);
            string fingerprint = routed?.Fingerprint ?? received?.Fingerprint ?? AlertLabels.Fingerprint(alert.Labels);
            if (seen.Add(fingerprint))
                yield return Row(fingerprint, alert.State, alert.Labels, alert.Annotations, alert.ActiveAt ?? routed?.StartsAt, received);
        }

        foreach (RoutedAlert alert in Routed ?? [])
        {
            if (seen.Add(alert.Fingerprint))
                yield return Row(alert.Fingerprint, "firing", alert.Labels, alert.Annotations, alert.StartsAt, Inbox(alert.Fingerprint));
        }

        foreach (InboxAlert alert in Received ?? [])
        {
            if (seen.Add(alert.Fingerprint))
                yield return Row(alert.Fingerprint, HistoryState(alert), alert.Labels, alert.Annotations, alert.FirstReceivedAt, alert);
        }
    }

    /// <summary>An alert that neither of the others has is over, even before its resolution reaches the inbox.</summary>
    private string HistoryState(InboxAlert alert) =>
        alert.Status == "resolved" || (Evaluated is not null && Routed is not null) ? "resolved" : "firing";

    /// <summary>Two rules may share a name, and one's labels may contain the other's: the fewest extra labels win.</summary>
    private static T? Closest<T>(IReadOnlyList<T>? others, ActiveAlert alert, Func<T, IReadOnlyDictionary<string, string>> labels) =>
        (others ?? []).Where(o => AlertLabels.IsSameAlert(alert.Labels, labels(o))).MinBy(o => labels(o).Count);

    private InboxAlert? Inbox(string? fingerprint) =>
        fingerprint is null ? null : Received?.FirstOrDefault(r => r.Fingerprint == fingerprint);

    private static AlertStatus Row(
        string fingerprint,
        string state,
        IReadOnlyDictionary<string, string> labels,
        IReadOnlyDictionary<string, string> annotations,
        DateTimeOffset? since,
        InboxAlert? received) => new(
            labels.GetValueOrDefault("alertname", ""),
            state,
            labels.GetValueOrDefault("severity", ""),
            labels.GetValueOrDefault("service", ""),
            since,
            // An earlier episode of an alert that is only pending now was received, but not this one.
            state == "pending" ? null : received?.FirstReceivedAt,
            state == "resolved" ? received?.ResolvedAt : null,
            received?.Acknowledged is not null,
            annotations.GetValueOrDefault("summary", ""),
            labels,
            annotations,
            fingerprint);
}
