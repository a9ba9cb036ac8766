using System.Runtime.CompilerServices;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Silences;

/// <summary>Works for <c>Remove-Mem0Silence</c>: Alertmanager lets a silence expire, and keeps it for a while.</summary>
internal sealed class SilenceRemoval(IAlertRouter router)
{
    /// <param name="show">Gives the silence as it is afterwards.</param>
    public async IAsyncEnumerable<StackItem> RunAsync(string id, bool show, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        SilenceList before = await new SilenceQuery(router).ReadAsync(cancellationToken);
        if (before.Find(id) is not { } silence)
        {
            yield return new ErrorItem(SilenceList.NotFound(id));
            yield break;
        }

        if (silence.State == "expired")
            yield return new VerboseItem($"Silence {silence.Id} is over already.");
        else
            await router.ExpireSilenceAsync(silence.Id, cancellationToken);

        if (show)
            yield return new OutputItem((await new SilenceQuery(router).ReadAsync(cancellationToken)).Single(silence.Id));
    }
}
