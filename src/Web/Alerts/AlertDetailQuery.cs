using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Silences;
using Mem0Observability.Web.Live;

namespace Mem0Observability.Web.Alerts;

/// <summary>Asks for everything about one alert. Which places do not answer is among the problems; the alert itself must be known to one.</summary>
internal sealed class AlertDetailQuery(SignalSources sources, TimeProvider time)
{
    /// <summary>How far back times of firing are told, whatever time the page shows.</summary>
    private static readonly TimeSpan s_back = TimeSpan.FromDays(7);

    public async Task<AlertDetail> AskAsync(string fingerprint, CancellationToken cancellationToken)
    {
        Task<AlertBoard> asking = new AlertBoardQuery(sources).AskAsync(AlertChoice.Any, cancellationToken);
        var episodes = Asked<HistoryRows>.ForAsync(() => EpisodesAsync(fingerprint, cancellationToken));
        var silences = Asked<SilenceList>.ForAsync(() => new SilenceQuery(sources.Router).ReadAsync(cancellationToken));
        var routed = Asked<IReadOnlyList<RoutedAlert>>.ForAsync(() => sources.Router.AlertsAsync([], cancellationToken));
        AlertBoard board = await asking;
        AlertRow row = board.Rows.FirstOrDefault(r => r.Alert.Fingerprint == fingerprint) ?? throw Unknown(fingerprint, board.Warnings);
        string[] problems = [.. board.Warnings, .. new[] { (await episodes).Fault, (await silences).Fault }.OfType<StackException>().Select(f => f.Message)];
        return new AlertDetail(
            row,
            (await episodes).Value?.Episodes ?? [],
            [.. ((await silences).Value?.Where(new SilenceFilter([], [], [])) ?? []).Where(s => s.Matchers.All(m => SilenceMatcher.Parse(m).Matches(row.Alert.Labels)))],
            (await routed).Value?.FirstOrDefault(a => a.Fingerprint == fingerprint)?.Receivers ?? [],
            [.. problems.Distinct(StringComparer.Ordinal)]);
    }

    private async Task<HistoryRows> EpisodesAsync(string fingerprint, CancellationToken cancellationToken)
    {
        IReadOnlyList<InboxAlert> all = await sources.Inbox.AlertsAsync(null, cancellationToken);
        return all.FirstOrDefault(a => a.Fingerprint == fingerprint) is { } alert
            ? await new EpisodesQuery(sources.Inbox, time).OfAsync(alert, Since(alert), cancellationToken)
            : new HistoryRows([], 0);
    }

    /// <summary>The Watchdog is told twice a minute: an hour of it is enough.</summary>
    private DateTimeOffset Since(InboxAlert alert) =>
        alert.Name == "Watchdog" ? time.GetUtcNow() - TimeSpan.FromHours(1) : (alert.LastReceivedAt ?? time.GetUtcNow()) - s_back;

    private static StackException Unknown(string fingerprint, IReadOnlyList<string> warnings) => new(
        "AlertUnknown",
        StackErrorCategory.ObjectNotFound,
        string.Join(" ", [$"No alert with the fingerprint '{PlainText.Line(fingerprint, 40)}' is known: neither now nor in the inbox.", .. warnings]),
        fingerprint);
}
