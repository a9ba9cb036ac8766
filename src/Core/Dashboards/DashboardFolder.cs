using Mem0Observability.Model;

namespace Mem0Observability.Dashboards;

/// <summary>The dashboards of one folder, and which of their panels may be empty.</summary>
internal sealed record DashboardFolder(string Path, IReadOnlyList<Dashboard> Dashboards, IReadOnlyList<EmptyPanel> Empty)
{
    public static DashboardFolder None { get; } = new("", [], []);

    public static DashboardFolder Load(string path)
    {
        IReadOnlyList<Dashboard> dashboards = [.. Files(path).Select(DashboardReader.Load)];
        string declared = System.IO.Path.Combine(path, EmptyPanels.FileName);
        return new DashboardFolder(path, dashboards, File.Exists(declared) ? EmptyPanels.Load(declared, dashboards) : []);
    }

    /// <summary>The names of the dashboards; nothing where the folder cannot be read.</summary>
    public static IReadOnlyList<string> Names(string path) =>
        Directory.Exists(path) ? [.. Directory.GetFiles(path, "*.json").Select(f => System.IO.Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)] : [];

    public Dashboard Get(string name) => Dashboards.FirstOrDefault(d => d.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new StackException(
        "DashboardUnknown",
        StackErrorCategory.ObjectNotFound,
        $"There is no dashboard named '{name}'. Known dashboards: {string.Join(", ", Dashboards.Select(d => d.Name))}.",
        name);

    private static IEnumerable<string> Files(string path)
    {
        string[] files = Directory.Exists(path) ? Directory.GetFiles(path, "*.json") : [];
        return files.Length > 0 ? files.Order(StringComparer.Ordinal) : throw new StackException(
            "DashboardFileNotFound",
            StackErrorCategory.ObjectNotFound,
            $"There is no dashboard in folder '{path}'. Give the folder that has overview.json with -DashboardPath, or reinstall the module.",
            path);
    }
}
