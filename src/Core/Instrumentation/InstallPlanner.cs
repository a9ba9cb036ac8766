using Mem0Observability.Model;

namespace Mem0Observability.Instrumentation;

/// <summary>Compares what the module ships with what is in the checkout. Writes nothing.</summary>
/// <param name="source">The module's folder <c>instrumentation</c>.</param>
/// <param name="force">Files that are not ours, or were changed, may be overwritten.</param>
internal sealed class InstallPlanner(Mem0Checkout checkout, string source, string version, bool force)
{
    private readonly List<StackException> _refused = [];

    public async Task<InstrumentationPlan> PlanAsync(CancellationToken cancellationToken)
    {
        _refused.Clear();
        IReadOnlyList<SourceFile> files = InstrumentationSource.Files(source, checkout.Layouts);
        (string? text, InstallRecord before) = await InstallRecordFile.LoadAsync(checkout.Root, cancellationToken);
        var changes = new List<FileChange>();
        foreach (SourceFile file in files)
        {
            if (await CompareAsync(file, before, cancellationToken) is { } change)
                changes.Add(change);
        }

        changes.AddRange(await ObsoleteAsync(before, files, cancellationToken));
        string[] folders = NewFolders(changes);
        InstallRecord record = Record(before, changes, folders);
        return new InstrumentationPlan(checkout.Root, changes, [.. _refused], text, Intent(before, record, changes), record, folders);
    }

    /// <summary>Null where the file is refused.</summary>
    private async Task<FileChange?> CompareAsync(SourceFile file, InstallRecord record, CancellationToken cancellationToken)
    {
        CheckoutPath.RefuseLinks(checkout.Root, file.Target);
        string path = CheckoutPath.Full(checkout.Root, file.Target);
        if (Obstacle(file.Target) is { } obstacle)
            return Refuse("InstrumentationFileForeign", StackErrorCategory.InvalidData, path, $"{obstacle} is in the way. Move it");

        FileContent shipped = (await FileContent.ReadAsync(file.Path, cancellationToken))!;
        string? now = (await FileContent.ReadAsync(path, cancellationToken))?.Sha256;
        InstalledFile? known = record[file.Target];
        if (now is null)
            return Change(InstrumentationAction.Created, known is null ? "" : "It had been deleted.");

        if (now == shipped.Sha256)
            return Change(InstrumentationAction.Unchanged, known is null ? "It was there already, as this module ships it." : "");

        if (known?.Wrote(now) == true)
            return Change(InstrumentationAction.Updated, "This module ships another version.");

        if (force)
            return Change(InstrumentationAction.Updated, known is null ? "It was not ours; overwritten by -Force." : "It had been changed; overwritten by -Force.");

        return known is null
            ? Refuse("InstrumentationFileForeign", StackErrorCategory.InvalidData, path, "it exists and was not installed by this module. Move it, or overwrite it with -Force")
            : Refuse("InstrumentationFileChanged", StackErrorCategory.InvalidData, path, "it was changed since it was installed. Keep your changes elsewhere, then overwrite it with -Force");

        FileChange Change(InstrumentationAction action, string reason) => new(file.Target, action, file.Layout.Name, reason, now, shipped);
    }

    /// <summary>A file where a folder must be, or a folder where the file must be.</summary>
    private string? Obstacle(string target)
    {
        string? blocked = CheckoutPath.Folders(target).FirstOrDefault(f => File.Exists(CheckoutPath.Full(checkout.Root, f)));
        return blocked is not null ? $"the file '{blocked}'"
            : Directory.Exists(CheckoutPath.Full(checkout.Root, target)) ? "a folder of this name" : null;
    }

    private FileChange? Refuse(string errorId, StackErrorCategory category, string path, string why)
    {
        _refused.Add(new StackException(errorId, category, $"'{path}' was not written: {why}. No file was changed.", path));
        return null;
    }

    /// <summary>What an older version of the module installed here and this one does not ship.</summary>
    private async Task<IReadOnlyList<FileChange>> ObsoleteAsync(InstallRecord record, IReadOnlyList<SourceFile> files, CancellationToken cancellationToken)
    {
        var changes = new List<FileChange>();
        foreach (InstalledFile old in record.Files.Where(o => checkout.Layouts.Any(l => l.Name == o.Layout) && files.All(f => f.Target != o.Path)))
        {
            FileChange change = await UninstallPlanner.JudgeAsync(checkout.Root, old, force: false, cancellationToken);
            if (change.Action != InstrumentationAction.Missing)
                changes.Add(change with { Reason = change.Writes ? "This module does not ship it any more." : change.Reason });
        }

        return changes;
    }

    private string[] NewFolders(List<FileChange> changes) =>
    [
        .. changes.Where(c => c.Action == InstrumentationAction.Created).SelectMany(c => CheckoutPath.Folders(c.Target)).Distinct()
            .Where(f => !Directory.Exists(CheckoutPath.Full(checkout.Root, f))).Order(StringComparer.Ordinal),
    ];

    private InstallRecord Record(InstallRecord before, List<FileChange> changes, string[] folders)
    {
        IEnumerable<InstalledFile> others = before.Files.Where(f => checkout.Layouts.All(l => l.Name != f.Layout));
        IEnumerable<InstalledFile> kept = before.Files.Where(f => changes.Any(c => c.Target == f.Path && c.Action == InstrumentationAction.Kept));
        IEnumerable<InstalledFile> own = changes.Where(c => c.After is not null).Select(c => new InstalledFile(c.Target, c.Layout, c.After!.Sha256));
        return new InstallRecord(
            InstallRecord.KnownSchema,
            version,
            [.. others.Concat(kept).Concat(own).OrderBy(f => f.Path, StringComparer.Ordinal)],
            [.. before.Folders.Union(folders).Order(StringComparer.Ordinal)]);
    }

    private static InstallRecord Intent(InstallRecord before, InstallRecord record, List<FileChange> changes)
    {
        var replaced = changes.Where(c => c.Writes && c.Before is not null && before[c.Target]?.Wrote(c.Before) == true).ToDictionary(c => c.Target, c => c.Before);
        IEnumerable<InstalledFile> files = record.Files.Select(f => f with { Previous = replaced.GetValueOrDefault(f.Path) ?? f.Previous });
        IEnumerable<InstalledFile> leaving = before.Files.Where(f => changes.Any(c => c.Target == f.Path && c.Action == InstrumentationAction.Removed));
        return record with { Files = [.. files.Concat(leaving).OrderBy(f => f.Path, StringComparer.Ordinal)] };
    }
}
