using Mem0Observability.Model;

namespace Mem0Observability.Instrumentation;

/// <summary>A mem0 checkout, with the layouts that count.</summary>
/// <param name="Root">The folder that has <c>server</c> or <c>openmemory</c>.</param>
internal sealed record Mem0Checkout(string Root, IReadOnlyList<CheckoutLayout> Layouts)
{
    /// <param name="path">The checkout, or the folder of one layout in it, which then stands for that layout alone.</param>
    /// <param name="layout">Null for all that are there.</param>
    public static Mem0Checkout Find(string path, string? layout)
    {
        DirectoryInfo folder = Existing(path);
        CheckoutLayout? own = OwnLayout(folder, (root, l) => l.IsIn(root));
        string root = own is null ? folder.FullName : folder.Parent!.FullName;
        CheckoutLayout[] found = own is null ? [.. CheckoutLayout.All.Where(l => l.IsIn(root))] : [own];
        return found.Length == 0 ? throw NotMem0(folder.FullName) : new Mem0Checkout(root, Select(folder.FullName, found, layout));
    }

    /// <summary>By what was installed: mem0 itself may have moved on, and have no OpenMemory any more.</summary>
    public static Mem0Checkout FindInstalled(string path, string? layout)
    {
        DirectoryInfo folder = Existing(path);
        if (InstallRecord.ExistsIn(folder.FullName))
            return new Mem0Checkout(folder.FullName, Select(folder.FullName, CheckoutLayout.All, layout));

        return OwnLayout(folder, (root, _) => InstallRecord.ExistsIn(root)) is { } own
            ? new Mem0Checkout(folder.Parent!.FullName, Select(folder.FullName, [own], layout))
            : Find(path, layout);
    }

    private static CheckoutLayout? OwnLayout(DirectoryInfo folder, Func<string, CheckoutLayout, bool> isBelow) =>
        folder.Parent is { } parent ? CheckoutLayout.All.FirstOrDefault(l => l.Folder == folder.Name && isBelow(parent.FullName, l)) : null;

    private static DirectoryInfo Existing(string path)
    {
        var folder = new DirectoryInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (folder.Exists)
            return folder.ResolveLinkTarget(returnFinalTarget: true) as DirectoryInfo ?? folder;

        string seen = File.Exists(folder.FullName) ? "is a file" : "does not exist";
        throw new StackException(
            "CheckoutNotFound", StackErrorCategory.ObjectNotFound, $"'{folder.FullName}' {seen}. Give the folder of your mem0 checkout with -Path.", folder.FullName);
    }

    private static CheckoutLayout[] Select(string path, IReadOnlyList<CheckoutLayout> found, string? layout)
    {
        CheckoutLayout[] chosen = [.. found.Where(l => layout is null || l.Name.Equals(layout, StringComparison.OrdinalIgnoreCase))];
        return chosen.Length > 0
            ? chosen
            : throw new StackException(
                "CheckoutLayoutMissing",
                StackErrorCategory.ObjectNotFound,
                $"'{path}' has the layout {string.Join(" and ", found.Select(l => $"'{l.Name}'"))}, not '{layout}'. Leave -Layout out, or give another -Path.",
                path);
    }

    private static StackException NotMem0(string path)
    {
        string expected = string.Join("; ", CheckoutLayout.All.Select(l => $"{string.Join(" and ", l.Markers)} (layout '{l.Name}')"));
        return new StackException(
            "CheckoutNotMem0",
            StackErrorCategory.InvalidArgument,
            $"'{path}' is no mem0 checkout. Looked for: {expected}. Give the folder that has 'server' or 'openmemory' with -Path.",
            path);
    }
}
