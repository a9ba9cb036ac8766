using Mem0Observability.Compose;
using Mem0Observability.Model;

namespace Mem0Observability.Dashboards;

/// <summary>Reads <c>empty_panels.yml</c> strictly: an entry that means no panel would excuse nobody and mislead everybody.</summary>
internal static class EmptyPanels
{
    public const string FileName = "empty_panels.yml";
    public const string ErrorId = "EmptyPanelsFileInvalid";

    public static IReadOnlyList<EmptyPanel> Load(string path, IReadOnlyList<Dashboard> dashboards) =>
        Read(path, () => YamlFile.Load(path, "EmptyPanels"), dashboards);

    public static IReadOnlyList<EmptyPanel> Parse(string text, string path, IReadOnlyList<Dashboard> dashboards) =>
        Read(path, () => YamlFile.Parse(text, path, "EmptyPanels"), dashboards);

    private static IReadOnlyList<EmptyPanel> Read(string path, Func<YamlNode> load, IReadOnlyList<Dashboard> dashboards)
    {
        try
        {
            return [.. Map(load(), "the file").Entries.SelectMany(e => Of(Known(e, dashboards), e.Value))];
        }
        // One id for everything that is wrong inside the file; the message has position and reason.
        catch (StackException e) when (e.ErrorId is "EmptyPanelsSyntax" or "EmptyPanelsDuplicateKey")
        {
            throw new StackException(ErrorId, e.Category, e.Message, path, e);
        }
    }

    private static Dashboard Known(YamlEntry entry, IReadOnlyList<Dashboard> dashboards) =>
        dashboards.FirstOrDefault(d => d.Name == entry.Key)
        ?? throw Fault(entry.KeyPosition, $"there is no dashboard '{entry.Key}' beside this file; there are: {string.Join(", ", dashboards.Select(d => d.Name))}.");

    private static IEnumerable<EmptyPanel> Of(Dashboard dashboard, YamlNode panels) =>
        Map(panels, $"'{dashboard.Name}'").Entries.Select(e => Of(dashboard, e));

    private static EmptyPanel Of(Dashboard dashboard, YamlEntry entry)
    {
        if (entry.Key != EmptyPanel.All && !dashboard.Panels.Any(p => p.Title == entry.Key))
            throw Fault(entry.KeyPosition, $"dashboard '{dashboard.Name}' has no panel '{entry.Key}'. Correct the title, or remove the entry.");

        YamlMap map = Map(entry.Value, $"'{entry.Key}'");
        if (map.Entries.FirstOrDefault(e => e.Key is not ("why" or "unless")) is { } unknown)
            throw Fault(unknown.KeyPosition, $"unknown key '{unknown.Key}'; known are: why, unless.");

        return new EmptyPanel(
            dashboard.Name,
            entry.Key,
            Text(map["why"]) ?? throw Fault(entry.KeyPosition, $"'{entry.Key}' has no 'why'. Say when the panel is empty as it should be."),
            map["unless"] is { } unless ? Text(unless) ?? throw Fault(unless.Position, "'unless' must be PromQL.") : null);
    }

    private static YamlMap Map(YamlNode node, string where) => node as YamlMap ?? throw Fault(node.Position, $"{where} must be a map of keys and values.");

    private static string? Text(YamlNode? node) => node is YamlScalar { IsNull: false } scalar && !string.IsNullOrWhiteSpace(scalar.Value) ? scalar.Value.Trim() : null;

    private static StackException Fault(SourcePosition position, string message) => ComposeFault.At(ErrorId, position, message);
}
