using System.Runtime.CompilerServices;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Silences;

/// <summary>Answers <c>Get-Mem0Silence</c>; also what the other two read.</summary>
internal sealed class SilenceQuery(IAlertRouter router)
{
    public async IAsyncEnumerable<StackItem> RunAsync(SilenceFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SilenceList list = await ReadAsync(cancellationToken);
        foreach (string unknown in filter.Ids.Where(id => list.Find(id) is null))
            yield return new ErrorItem(SilenceList.NotFound(unknown));

        foreach (AlertSilence silence in list.Where(filter))
            yield return new OutputItem(silence);
    }

    public async Task<SilenceList> ReadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<RoutedSilence> silences = await router.SilencesAsync(cancellationToken);
        return new(silences, await router.AlertsAsync([], cancellationToken));
    }
}
