using System.Runtime.CompilerServices;
using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>Answers <c>Get-Mem0Alert</c> from all three places, as long as one of them answers.</summary>
internal sealed class AlertQuery(SignalSources sources)
{
    public async IAsyncEnumerable<StackItem> RunAsync(AlertFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var evaluated = AttemptAsync(() => sources.Metrics.AlertsAsync(cancellationToken));
        var routed = AttemptAsync(() => sources.Router.AlertsAsync([], cancellationToken));
        var received = AttemptAsync(() => sources.Inbox.AlertsAsync(null, cancellationToken));
        List<StackException> faults = [.. new[] { (await evaluated).Fault, (await routed).Fault, (await received).Fault }.OfType<StackException>()];
        if (faults.Count == 3)
            throw NoSource(faults);

        foreach (StackException fault in faults)
            yield return new WarningItem($"The list may be incomplete. {fault.Message}");

        var views = new AlertViews((await evaluated).Value, (await routed).Value, (await received).Value);
        IEnumerable<AlertStatus> rows = views.Merge()
            .Where(filter.Matches)
            .OrderBy(Rank)
            .ThenBy(a => a.Name, StringComparer.Ordinal)
            .ThenBy(a => a.Fingerprint, StringComparer.Ordinal);
        foreach (AlertStatus alert in rows)
            yield return new OutputItem(alert);
    }

    private static async Task<(T? Value, StackException? Fault)> AttemptAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return (await ask(), null);
        }
        catch (StackException e)
        {
            return (null, e);
        }
    }

    private static int Rank(AlertStatus alert) => alert.State switch
    {
        "firing" => 0,
        "pending" => 1,
        _ => 2,
    };

    private static StackException NoSource(List<StackException> faults) => new(
        "AlertSourcesUnreachable",
        StackErrorCategory.ResourceUnavailable,
        "No alerts can be listed, because nothing that knows them answers. " + string.Join(" ", faults.Select(f => f.Message)),
        faults[0].Target,
        faults[0]);
}
