using System.Text.Json.Nodes;

namespace Mem0Observability.Tests.Unit.Dashboards.Lint;

/// <summary>Rules about how a panel looks: units, colours, places.</summary>
internal static class LookRules
{
    private const int Columns = 24;

    /// <summary>About 210 pixels of 1280: a number with its unit still fits.</summary>
    private const int Narrowest = 4;

    /// <summary>Ids of Grafana's units that are in use. "none" and "short" are for counts.</summary>
    private static readonly string[] s_units = ["percentunit", "s", "ms", "bytes", "reqps", "ops", "cpm", "short", "none"];

    /// <summary>Green is within the objective, orange near it, red missed; nothing else has these colours.</summary>
    private static readonly string[] s_thresholds = ["green", "orange", "red"];

    public static IReadOnlyList<DashboardRule> All { get; } =
    [
        Each("panel-units", p => s_units.Contains(Parts.Text(Defaults(p), "unit")), "has no unit, or one that Grafana does not know"),
        Each("panel-thresholds", p => Steps(p).Any() && Steps(p).First()["value"] is null && Steps(p).All(s => s_thresholds.Contains(Parts.Text(s, "color"))),
            "must have thresholds that start at no value and are green, orange and red"),
        // By name: the same thing has the same colour in every panel.
        Each("panel-colours", p => Parts.Text(Defaults(p)?["color"], "mode") is "" or "palette-classic-by-name" or "thresholds", "has colours of its own"),
        new("panel-grid", Grid),
    ];

    private static DashboardRule Each(string name, Func<JsonObject, bool> holds, string fault) =>
        new(name, d => Parts.DataPanels(d).Where(p => !holds(p)).Select(p => $"{Parts.Title(p)} {fault}"));

    private static JsonNode? Defaults(JsonObject panel) => panel["fieldConfig"]?["defaults"];

    private static IEnumerable<JsonObject> Steps(JsonObject panel) => (Defaults(panel)?["thresholds"]?["steps"] as JsonArray ?? []).OfType<JsonObject>();

    private static IEnumerable<string> Grid(JsonObject dashboard)
    {
        var taken = new Dictionary<(int X, int Y), string>();
        foreach (JsonObject panel in Parts.Panels(dashboard))
        {
            int[] place = [.. new[] { "x", "y", "w", "h" }.Select(n => panel["gridPos"]![n]!.GetValue<int>())];
            if (place[0] + place[2] > Columns || place[2] < Narrowest)
                yield return $"{Parts.Title(panel)} is too narrow, or beyond the right edge";

            IEnumerable<(int, int)> cells = from x in Enumerable.Range(place[0], place[2]) from y in Enumerable.Range(place[1], place[3]) select (x, y);
            foreach (string other in cells.Where(c => !taken.TryAdd(c, Parts.Title(panel))).Select(c => taken[c]).Distinct())
                yield return $"{Parts.Title(panel)} covers {other}";
        }
    }
}
