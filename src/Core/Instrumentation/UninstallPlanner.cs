using Mem0Observability.Model;

namespace Mem0Observability.Instrumentation;

/// <summary>Finds what of an installation is still as it was installed. Writes nothing.</summary>
/// <param name="force">Files that were changed go too.</param>
internal sealed class UninstallPlanner(Mem0Checkout checkout, bool force)
{
    public async Task<InstrumentationPlan> PlanAsync(CancellationToken cancellationToken)
    {
        (string? text, InstallRecord before) = await InstallRecordFile.LoadAsync(checkout.Root, cancellationToken);
        var changes = new List<FileChange>();
        foreach (InstalledFile file in before.Files.Where(f => checkout.Layouts.Any(l => l.Name == f.Layout)))
            changes.Add(await JudgeAsync(checkout.Root, file, force, cancellationToken));

        InstalledFile[] left = [.. before.Files.Where(f => changes.All(c => c.Target != f.Path || c.Action == InstrumentationAction.Kept))];
        // Folders stay in it: a run that is killed while it tidies up can be repeated.
        InstallRecord tidying = before with { Files = left };
        return new InstrumentationPlan(checkout.Root, changes, [], text, tidying, left.Length == 0 ? null : tidying, []);
    }

    public static async Task<FileChange> JudgeAsync(string root, InstalledFile file, bool force, CancellationToken cancellationToken)
    {
        CheckoutPath.RefuseLinks(root, file.Path);
        string? now = (await FileContent.ReadAsync(CheckoutPath.Full(root, file.Path), cancellationToken))?.Sha256;
        (InstrumentationAction action, string reason) = now is null ? (InstrumentationAction.Missing, "It had been deleted.")
            : file.Wrote(now) ? (InstrumentationAction.Removed, "")
            : force ? (InstrumentationAction.Removed, "It had been changed; removed by -Force.")
            : (InstrumentationAction.Kept, "It was changed since it was installed. Uninstall-Mem0Instrumentation -Force removes it.");
        return new FileChange(file.Path, action, file.Layout, reason, now, null);
    }
}
