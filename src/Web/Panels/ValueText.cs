using Mem0Observability.Charts;
using Mem0Observability.Dashboards;
using Mem0Observability.Web.Charts;

namespace Mem0Observability.Web.Panels;

/// <summary>A value as a panel shows it: its words, its number, its colour.</summary>
internal static class ValueText
{
    public static string Of(FieldLook look, double value)
    {
        if (look.Mappings.FirstOrDefault(m => m.Means(value))?.Text is { } words)
            return words;
        return double.IsNaN(value) && look.NoValue.Length > 0 ? look.NoValue : UnitText.Format(value, look.Unit, look.Decimals);
    }

    /// <returns>Null where the field has its colour from the palette.</returns>
    public static string? Colour(FieldLook look, double value)
    {
        if (look.Mappings.FirstOrDefault(m => m.Means(value))?.Colour is { } mapped)
            return ChartColours.OfGrafana(mapped);

        return look.ColourMode switch
        {
            "thresholds" => look.Thresholds.LastOrDefault(t => t.Value <= value) is { } step ? ChartColours.OfGrafana(step.Colour) : null,
            "fixed" or "shades" => ChartColours.OfGrafana(look.FixedColour ?? ""),
            _ => null,
        };
    }

    public static double Reduced(DashboardPanel panel, IReadOnlyList<ChartPoint> points) =>
        SeriesCalc.Of(PanelOptions.Texts(panel.Options, "reduceOptions", "calcs") is [var calc, ..] ? calc : "lastNotNull", points);
}
