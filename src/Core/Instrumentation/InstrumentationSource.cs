using Mem0Observability.Model;

namespace Mem0Observability.Instrumentation;

/// <summary>One file as the module ships it.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Target">Where it goes, below the checkout.</param>
internal sealed record SourceFile(string Path, string Target, CheckoutLayout Layout);

/// <summary>Which files go where: whatever is in the module's folder, without tests and compiled Python.</summary>
internal static class InstrumentationSource
{
    private const string Shared = "shared";

    public static IReadOnlyList<SourceFile> Files(string folder, IReadOnlyList<CheckoutLayout> layouts) =>
    [
        .. layouts.SelectMany(l => Below(folder, Shared, l.Shared, l).Concat(Below(folder, l.Source, l.Target, l)).OrderBy(f => f.Target, StringComparer.Ordinal)),
    ];

    private static List<SourceFile> Below(string folder, string source, string target, CheckoutLayout layout)
    {
        string from = Path.Combine(folder, source);
        List<SourceFile> files = Directory.Exists(from)
            ? [.. Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)
                .Select(f => (Path: f, Relative: Path.GetRelativePath(from, f).Replace(Path.DirectorySeparatorChar, '/')))
                .Where(f => Ships(f.Relative))
                .Select(f => new SourceFile(f.Path, target.Length == 0 ? f.Relative : $"{target}/{f.Relative}", layout))]
            : [];
        return files.Count > 0
            ? files
            : throw new StackException(
                "InstrumentationSourceMissing",
                StackErrorCategory.ObjectNotFound,
                $"There are no files for the layout '{layout.Name}' in '{from}'. Install the module again, or give its folder 'instrumentation' with -SourcePath.",
                from);
    }

    private static bool Ships(string relative) =>
        !relative.EndsWith(".pyc", StringComparison.Ordinal) && !relative.Split('/').Any(part => part is "__pycache__" or "tests" || part.StartsWith('.'));
}
