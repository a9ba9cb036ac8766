using System.Runtime.CompilerServices;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.History;

/// <summary>Answers <c>Get-Mem0Alert -History</c> from what the inbox keeps.</summary>
internal sealed class HistoryQuery(IAlertInbox inbox, TimeProvider time)
{
    private const string Escalation = "Mem0PageUnacknowledged";

    private static readonly TimeSpan s_default = TimeSpan.FromDays(1);

    public async IAsyncEnumerable<StackItem> RunAsync(HistoryFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTimeOffset since = filter.Since ?? time.GetUtcNow() - s_default;
        List<InboxNotification> recent = await new HistoryPages(inbox).ReadAsync(new InboxFilter(), since, cancellationToken);
        foreach (AlertHistory episode in await EpisodesAsync(recent, filter, since, cancellationToken))
            yield return new OutputItem(episode);
    }

    /// <summary>Of alerts of these names alone: in weeks, most of what an inbox has is the Watchdog's.</summary>
    public async Task<IReadOnlyList<AlertHistory>> OfAsync(IEnumerable<string> names, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var pages = new HistoryPages(inbox);
        var recent = new List<InboxNotification>();
        foreach (string name in names)
            recent.AddRange(await pages.ReadAsync(new InboxFilter(AlertName: name), since, cancellationToken));

        return await EpisodesAsync(recent, new HistoryFilter([], [], since), since, cancellationToken);
    }

    private async Task<IReadOnlyList<AlertHistory>> EpisodesAsync(
        List<InboxNotification> recent, HistoryFilter filter, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var pages = new HistoryPages(inbox);
        List<InboxNotification> escalations = [.. recent.Where(n => n.Name == Escalation)];
        var acknowledged = (await inbox.AlertsAsync("acknowledged", cancellationToken)).ToDictionary(a => a.Fingerprint);

        var episodes = new List<AlertHistory>();
        foreach (var alert in recent.Where(filter.Takes).GroupBy(n => n.Fingerprint))
        {
            IEnumerable<InboxNotification> all = alert;
            // What began before that time has notifications before it as well.
            if (alert.Min(n => n.StartsAt) is { } start && start < since)
                all = (await pages.ReadAsync(new InboxFilter(Fingerprint: alert.Key), start, cancellationToken)).Where(n => n.StartsAt >= start);

            episodes.AddRange(all.GroupBy(n => n.StartsAt).Select(e => Episode([.. e.OrderBy(n => n.Id)], escalations, acknowledged).ToHistory()));
        }

        return [.. episodes.OrderByDescending(e => e.StartedAt).ThenBy(e => e.Fingerprint, StringComparer.Ordinal)];
    }

    private static AlertEpisode Episode(
        List<InboxNotification> notifications, List<InboxNotification> escalations, Dictionary<string, InboxAlert> acknowledged)
    {
        InboxNotification last = notifications[^1];
        // The inbox remembers the acknowledgement of the last time of firing.
        InboxAlert? alert = acknowledged.GetValueOrDefault(last.Fingerprint);
        return new(
            notifications,
            [.. escalations.Where(e => Concerns(e, last)).Where(e => During(e, notifications)).OrderBy(e => e.Id)],
            alert is not null && alert.StartsAt == last.StartsAt ? alert.Acknowledged : null);
    }

    private static bool Concerns(InboxNotification escalation, InboxNotification alert) =>
        escalation.Labels.GetValueOrDefault("unacknowledged", "") == alert.Name && escalation.Service == alert.Service
        && alert.Labels.GetValueOrDefault("severity", "") == "page";

    /// <summary>The end of an escalation may be received shortly after that of its alert.</summary>
    private static bool During(InboxNotification escalation, List<InboxNotification> alert) =>
        escalation.StartsAt >= alert[0].StartsAt && (alert[^1].Status == "firing" || escalation.StartsAt <= alert[^1].ReceivedAt);
}
