using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Drills;
using Mem0Observability.Signals.History;

namespace Mem0Observability.Web.Alerts;

/// <summary>Tells what was received of alerts. Asks by name, because the Watchdog's notifications outnumber all others.</summary>
internal sealed class EpisodesQuery(IAlertInbox inbox, TimeProvider time)
{
    /// <summary>More than anybody reads; a page keeps what it shows.</summary>
    private const int Limit = 200;

    public Task<HistoryRows> AskAsync(AlertChoice choice, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var filter = new AlertFilter(Pattern(choice.Name), Pattern(choice.Service), ["firing", "resolved"]);
        return AskAsync(
            a => Takes(filter, choice, a.Labels),
            e => Takes(filter, choice, e.Labels) && StateIs(choice.State, e),
            start,
            end,
            cancellationToken);
    }

    public Task<HistoryRows> DrillsAsync(DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken) =>
        AskAsync(a => DrillMark.Is(a.Labels, a.Acknowledged?.Comment ?? ""), e => e.Drill, start, end, cancellationToken);

    public async Task<HistoryRows> OfAsync(InboxAlert alert, DateTimeOffset since, CancellationToken cancellationToken)
    {
        IReadOnlyList<AlertHistory> episodes = await new HistoryQuery(inbox, time).OfAsync([alert.Name, Escalation.Alert], since, cancellationToken);
        return Limited([.. episodes.Where(e => e.Fingerprint == alert.Fingerprint)]);
    }

    private async Task<HistoryRows> AskAsync(
        Func<InboxAlert, bool> known, Func<AlertHistory, bool> takes, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        IReadOnlyList<InboxAlert> alerts = await inbox.AlertsAsync(null, cancellationToken);
        string[] names = [.. alerts.Where(known).Where(a => a.LastReceivedAt is not { } last || last >= start).Select(a => a.Name).Distinct(StringComparer.Ordinal)];
        if (names.Length == 0)
            return new HistoryRows([], 0);

        IReadOnlyList<AlertHistory> episodes = await new HistoryQuery(inbox, time).OfAsync(names.Union([Escalation.Alert]), start, cancellationToken);
        return Limited([.. episodes.Where(e => names.Contains(e.Name) && e.StartedAt <= end && takes(e))]);
    }

    private static bool Takes(AlertFilter filter, AlertChoice choice, IReadOnlyDictionary<string, string> labels)
    {
        var alert = new AlertStatus(
            labels.GetValueOrDefault("alertname", ""),
            "firing",
            labels.GetValueOrDefault("severity", ""),
            labels.GetValueOrDefault("service", ""),
            null,
            null,
            null,
            Acknowledged: false,
            "",
            labels,
            labels,
            "");
        return filter.Matches(alert) && (choice with { State = null }).Takes(alert);
    }

    private static bool StateIs(string? state, AlertHistory episode) => state switch
    {
        AlertChoice.Acknowledged => episode.AcknowledgedAt is not null,
        AlertChoice.Unacknowledged => episode.AcknowledgedAt is null,
        "firing" or "resolved" => episode.State == state,
        _ => true,
    };

    private static HistoryRows Limited(List<AlertHistory> episodes) => new([.. episodes.Take(Limit)], Math.Max(0, episodes.Count - Limit));

    private static IReadOnlyList<string> Pattern(string? text) => string.IsNullOrEmpty(text) ? [] : [text];
}
