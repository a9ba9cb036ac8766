using System.Text;

namespace Mem0Observability.Instrumentation;

/// <summary>Carries out a plan: all of it or nothing.</summary>
/// <param name="beforeStep">For tests: called with the path before each change.</param>
internal sealed class Installer(Action<string>? beforeStep = null)
{
    /// <summary>The record comes first, so that a kill at any moment leaves files that are known.</summary>
    public async Task InstallAsync(InstrumentationPlan plan, CancellationToken cancellationToken)
    {
        using var turn = CheckoutLock.Take(plan.Root);
        await CheckoutTransaction.RunAsync(plan.Root, beforeStep, async transaction =>
        {
            string recorded = await SaveAsync(transaction, plan, plan.RecordText, plan.Intent, cancellationToken);
            foreach (string folder in plan.NewFolders)
                transaction.MakeFolder(CheckoutPath.Full(plan.Root, folder));

            await ChangeAsync(transaction, plan, cancellationToken);
            await SaveAsync(transaction, plan, recorded, plan.Record!, cancellationToken);
        });
    }

    /// <returns>What could not be tidied up; none of it is a file of ours.</returns>
    public async Task<IReadOnlyList<string>> UninstallAsync(InstrumentationPlan plan, CancellationToken cancellationToken)
    {
        using var turn = CheckoutLock.Take(plan.Root);
        await CheckoutTransaction.RunAsync(plan.Root, beforeStep, async transaction =>
        {
            await ChangeAsync(transaction, plan, cancellationToken);
            await SaveAsync(transaction, plan, plan.RecordText, plan.Intent, cancellationToken);
        });
        return Leftovers.Remove(plan);
    }

    private static async Task ChangeAsync(CheckoutTransaction transaction, InstrumentationPlan plan, CancellationToken cancellationToken)
    {
        foreach (FileChange change in plan.Changes.Where(c => c.Writes))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string path = CheckoutPath.Full(plan.Root, change.Target);
            if (change.After is null)
                await transaction.DeleteAsync(path, change.Before, cancellationToken);
            else
                await transaction.PutAsync(path, change.Before, change.After, cancellationToken);
        }
    }

    /// <param name="now">The record as it must be found; null for none.</param>
    private static async Task<string> SaveAsync(
        CheckoutTransaction transaction, InstrumentationPlan plan, string? now, InstallRecord record, CancellationToken cancellationToken)
    {
        string text = record.ToText();
        if (text != now)
            await transaction.PutAsync(InstallRecord.PathIn(plan.Root), now is null ? null : Content(now).Sha256, Content(text), cancellationToken);

        return text;
    }

    private static FileContent Content(string text) => new(Encoding.UTF8.GetBytes(text), UnixFileMode.None);
}
