using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Web.Live;

namespace Mem0Observability.Web.Alerts;

/// <summary>Lists alerts as <c>Get-Mem0Alert</c> does, with silences, acknowledgements and escalation.</summary>
internal sealed class AlertBoardQuery(SignalSources sources)
{
    public async Task<AlertBoard> AskAsync(AlertChoice choice, CancellationToken cancellationToken)
    {
        var filter = new AlertFilter(Pattern(choice.Name), Pattern(choice.Service), choice.MergeStates);
        // Of all names, as that of the second tier is another.
        var listed = Collected<AlertStatus>.FromAsync(new AlertQuery(sources).RunAsync(new AlertFilter([], [], ["firing", "pending", "resolved"]), cancellationToken));
        var routed = Asked<IReadOnlyList<RoutedAlert>>.ForAsync(() => sources.Router.AlertsAsync([], cancellationToken));
        var received = Asked<IReadOnlyList<InboxAlert>>.ForAsync(() => sources.Inbox.AlertsAsync(null, cancellationToken));
        Collected<AlertStatus> all = await listed;
        // That a place does not answer is among the remarks already.
        Dictionary<string, RoutedAlert> muted = ((await routed).Value ?? []).ToDictionary(a => a.Fingerprint);
        Dictionary<string, InboxAlert> inbox = ((await received).Value ?? []).ToDictionary(a => a.Fingerprint);
        return new AlertBoard(
            [.. all.Results.Where(filter.Matches).Where(choice.Takes).Select(a => Row(a, muted.GetValueOrDefault(a.Fingerprint), inbox.GetValueOrDefault(a.Fingerprint), all.Results))
                .OrderBy(Rank).ThenBy(r => r.Alert.ActiveSince)],
            all.Remarks);
    }

    private static AlertRow Row(AlertStatus alert, RoutedAlert? routed, InboxAlert? received, IReadOnlyList<AlertStatus> all) => new(
        alert,
        routed?.MutedBy ?? [],
        received?.Acknowledged?.By ?? "",
        received?.Acknowledged?.Comment ?? "",
        received?.Acknowledged?.At,
        Escalation.Of(alert, received?.StartsAt ?? routed?.StartsAt, all));

    private static IReadOnlyList<string> Pattern(string? text) => string.IsNullOrEmpty(text) ? [] : [text];

    private static int Rank(AlertRow row) =>
        (row.Alert.State switch { "firing" => 0, "pending" => 10, _ => 20 }) + row.Alert.Severity switch { "page" => 0, "ticket" => 1, "info" => 2, _ => 3 };
}
