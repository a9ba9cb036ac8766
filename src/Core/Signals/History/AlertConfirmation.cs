using System.Runtime.CompilerServices;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.History;

/// <summary>Works for <c>Confirm-Mem0Alert</c>: acknowledges in the inbox, once for each time of firing.</summary>
internal sealed class AlertConfirmation(IAlertInbox inbox)
{
    public async IAsyncEnumerable<StackItem> RunAsync(
        string fingerprint, string by, string comment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<InboxAlert> known = await inbox.AlertsAsync("acknowledged", cancellationToken);
        if (known.FirstOrDefault(a => a.Fingerprint.Equals(fingerprint, StringComparison.OrdinalIgnoreCase)) is { Acknowledged: { } first } already)
        {
            yield return new VerboseItem($"{already.Name} ({fingerprint}) was acknowledged by {first.By} at {first.At:O}.");
            yield break;
        }

        yield return await AcknowledgeAsync(fingerprint, by, comment, cancellationToken);
    }

    private async Task<StackItem> AcknowledgeAsync(string fingerprint, string by, string comment, CancellationToken cancellationToken)
    {
        try
        {
            InboxAlert alert = await inbox.AcknowledgeAsync(fingerprint, by, comment, cancellationToken);
            return new VerboseItem($"{alert.Name} ({fingerprint}) is acknowledged by {by}.");
        }
        catch (StackException e) when (e.Category == StackErrorCategory.ObjectNotFound)
        {
            return new ErrorItem(new StackException(
                "AlertNotReceived",
                StackErrorCategory.ObjectNotFound,
                $"The inbox has received no alert with the fingerprint {fingerprint}; one that is pending, or has only just begun to fire, was not told to anybody yet. See: Get-Mem0Alert",
                fingerprint,
                e));
        }
    }
}
