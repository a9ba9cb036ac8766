using System.Text.Json;

namespace Mem0Observability.Dashboards;

/// <summary>A panel and what it asks; a row or a text asks nothing.</summary>
/// <param name="Columns">Of the 24 that a dashboard is wide.</param>
/// <param name="MinStep">The smallest step that it may be drawn with; null for that of the data source.</param>
/// <param name="MaxPoints">Null for about a point per pixel.</param>
internal sealed record DashboardPanel(
    int Id,
    string Title,
    string Type,
    int Columns,
    TimeSpan? MinStep,
    int? MaxPoints,
    IReadOnlyList<PanelQuery> Queries)
{
    public string Description { get; init; } = "";

    public GridPlace Place { get; init; } = GridPlace.Whole;

    /// <summary>Of a row: its panels are shown only when somebody opens it.</summary>
    public bool IsCollapsed { get; init; }

    /// <summary>How its numbers look, by the names that overrides use: <c>unit</c>, <c>custom.fillOpacity</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get; init; } = new Dictionary<string, JsonElement>();

    public IReadOnlyList<FieldOverride> Overrides { get; init; } = [];

    /// <summary>In the order in which they are done.</summary>
    public IReadOnlyList<PanelTransformation> Transformations { get; init; } = [];

    /// <summary>Where else to look.</summary>
    public IReadOnlyList<PanelLink> Links { get; init; } = [];

    /// <summary>Those of its type; an empty object where the file has none.</summary>
    public JsonElement Options { get; init; } = Nothing;

    public static JsonElement Nothing { get; } = JsonElement.Parse("{}");
}
