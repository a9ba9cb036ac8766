using System.Text.Json;
using Mem0Observability.Dashboards;
using Mem0Observability.Web.Charts;

namespace Mem0Observability.Web.Panels;

/// <summary>Says what of a panel cannot be drawn here, so that nobody takes a picture for the whole.</summary>
internal static class PanelSupport
{
    /// <summary>Settings that are drawn, or that change nothing of what a picture says (gaps between cells, how thick a line is).</summary>
    private static readonly HashSet<string> s_fields = new(StringComparer.Ordinal)
    {
        "unit", "decimals", "min", "max", "noValue", "displayName", "description", "color", "thresholds", "mappings", "links",
        "custom.drawStyle", "custom.lineInterpolation", "custom.fillOpacity", "custom.stacking", "custom.spanNulls", "custom.thresholdsStyle", "custom.scaleDistribution",
        "custom.lineWidth", "custom.showPoints", "custom.pointSize", "custom.gradientMode", "custom.lineStyle", "custom.barAlignment", "custom.barWidthFactor", "custom.insertNulls",
        "custom.axisPlacement", "custom.axisLabel", "custom.axisColorMode", "custom.axisBorderShow", "custom.axisCenteredZero", "custom.hideFrom",
        "custom.align", "custom.cellOptions", "custom.filterable", "custom.inspect", "custom.width", "custom.minWidth",
    };

    private static readonly HashSet<string> s_transformations = new(StringComparer.Ordinal) { "merge", "organize", "sortBy", "limit" };

    /// <summary>Of settings with a choice: those that are drawn.</summary>
    private static readonly (string Id, string? Member, string[] Known)[] s_choices =
    [
        ("custom.drawStyle", null, ["line", "bars", "points"]),
        ("custom.lineInterpolation", null, ["linear", "smooth", "stepAfter"]),
        ("custom.stacking", "mode", ["none", "normal"]),
        ("custom.thresholdsStyle", "mode", ["off", "line", "dashed", "area", "line+area", "dashed+area"]),
        ("custom.scaleDistribution", "type", ["linear", "log"]),
        ("custom.cellOptions", "type", ["auto", "color-text"]),
        ("custom.axisPlacement", null, ["auto", "left", "hidden"]),
        ("color", "mode", ["thresholds", "fixed", "shades", "palette-classic", "palette-classic-by-name"]),
    ];

    public static IReadOnlyList<string> Problems(DashboardPanel panel)
    {
        if (panel.Type != PanelTypes.Row && PanelTypes.Body(panel.Type) is null)
            return [Cannot($"a panel of type '{panel.Type}'")];

        var problems = new List<string>();
        problems.AddRange(panel.Transformations.Where(t => !s_transformations.Contains(t.Id)).Select(t => Cannot($"transformation '{t.Id}'")));
        problems.AddRange(panel.Overrides.Where(o => !FieldLook.IsMatcherKnown(o.Matcher)).Select(o => Cannot($"an override of fields found '{o.Matcher}'")));
        problems.AddRange(panel.Overrides.Where(o => o.Matcher == "byRegexp" && !FieldLook.IsPattern(o.Subject)).Select(o => Cannot($"an override of fields with the pattern '{o.Subject}'")));
        foreach (var settings in panel.Overrides.Select(o => o.Properties).Prepend(panel.Fields))
            problems.AddRange(Settings(settings));
        problems.AddRange(Calcs(panel.Options).Where(c => !SeriesCalc.IsKnown(c)).Select(c => Cannot($"calculation '{c}'")));
        if (PanelOptions.IsTrue(panel, "reduceOptions", "values"))
            problems.Add(Cannot("all values of a series one by one"));
        if (panel.Type == "heatmap" && PanelOptions.IsTrue(panel, "calculate"))
            problems.Add(Cannot("a heat map of values that are not yet in buckets"));
        if (panel.Type == "text" && PanelOptions.Text(panel, "mode") is { } mode and not "markdown")
            problems.Add(Cannot($"text in '{mode}'"));
        return [.. problems.Distinct()];
    }

    private static IEnumerable<string> Settings(IReadOnlyDictionary<string, JsonElement> settings)
    {
        foreach (string id in settings.Keys.Where(id => !s_fields.Contains(id)))
            yield return Cannot($"setting '{id}'");

        var look = new FieldLook(settings);
        foreach (var (id, member, known) in s_choices)
        {
            string? choice = member is null ? look.Text(id) : look.Member(id, member);
            if (choice is not null && !known.Contains(choice))
                yield return Cannot($"'{choice}' of setting '{id}'");
        }

        foreach (string kind in look.Mappings.Select(m => m.Kind).Where(k => !ValueMapping.IsKindKnown(k)))
            yield return Cannot($"a mapping of type '{kind}'");
    }

    private static IEnumerable<string> Calcs(JsonElement options) =>
        PanelOptions.Texts(options, "reduceOptions", "calcs").Concat(PanelOptions.Texts(options, "legend", "calcs"));

    private static string Cannot(string what) => $"Cannot draw {what}.";
}
