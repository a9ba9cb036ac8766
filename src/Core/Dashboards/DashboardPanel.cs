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
    IReadOnlyList<PanelQuery> Queries);
