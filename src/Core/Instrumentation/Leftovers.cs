using Mem0Observability.Model;

namespace Mem0Observability.Instrumentation;

/// <summary>What came after the files: Python's compiled ones, partial ones of a killed run, and the folders that were made.</summary>
internal static class Leftovers
{
    /// <returns>What could not be removed. It runs nothing and is read by nobody.</returns>
    public static IReadOnlyList<string> Remove(InstrumentationPlan plan)
    {
        var left = new List<string>();
        foreach (FileChange change in plan.Changes.Where(c => c.Action is InstrumentationAction.Removed or InstrumentationAction.Missing))
        {
            foreach (string file in Of(CheckoutPath.Full(plan.Root, change.Target)))
                Try(() => File.Delete(file), file, left);
        }

        // The innermost first.
        foreach (string folder in plan.Intent.Folders.OrderByDescending(f => f, StringComparer.Ordinal).Select(f => CheckoutPath.Full(plan.Root, f)).Where(IsRealFolder))
        {
            string compiled = Path.Combine(folder, "__pycache__");
            if (IsEmpty(compiled)) Try(() => Directory.Delete(compiled), compiled, left);
            if (IsEmpty(folder)) Try(() => Directory.Delete(folder), folder, left);
            else if (plan.Record is null) left.Add(folder);
        }

        if (plan.Record is null) Try(() => File.Delete(InstallRecord.PathIn(plan.Root)), InstallRecord.PathIn(plan.Root), left);

        return left;
    }

    private static IEnumerable<string> Of(string file)
    {
        string partial = file + CheckoutTransaction.PartialSuffix;
        string compiled = Path.Combine(Path.GetDirectoryName(file)!, "__pycache__");
        IEnumerable<string> of = file.EndsWith(".py", StringComparison.Ordinal) && Directory.Exists(compiled)
            ? Directory.EnumerateFiles(compiled, $"{Path.GetFileNameWithoutExtension(file)}.*.pyc")
            : [];
        return File.Exists(partial) ? of.Append(partial) : of;
    }

    /// <summary>A link that took its place is somebody else's.</summary>
    private static bool IsRealFolder(string folder) => new DirectoryInfo(folder) is { Exists: true, LinkTarget: null };

    private static bool IsEmpty(string folder) => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any();

    private static void Try(Action remove, string path, List<string> left)
    {
        try
        {
            remove();
        }
        // A container compiles as another user.
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            left.Add(path);
        }
    }
}
