namespace Mem0Observability.Web.Panels;

/// <summary>Which component draws which type of panel.</summary>
internal static class PanelTypes
{
    public const string Row = "row";

    private static readonly Dictionary<string, Type> s_bodies = new(StringComparer.Ordinal)
    {
        ["timeseries"] = typeof(TimeSeriesPanel),
        ["stat"] = typeof(StatPanel),
        ["gauge"] = typeof(GaugePanel),
        ["bargauge"] = typeof(BarGaugePanel),
        ["table"] = typeof(TablePanel),
        ["heatmap"] = typeof(HeatmapPanel),
        ["state-timeline"] = typeof(StateTimelinePanel),
        ["text"] = typeof(TextPanel),
        ["logs"] = typeof(LogsPanel),
    };

    public static IReadOnlyCollection<string> Known => s_bodies.Keys;

    public static Type? Body(string type) => s_bodies.GetValueOrDefault(type);
}
