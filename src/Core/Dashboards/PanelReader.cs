using System.Globalization;
using System.Text.Json;
using Mem0Observability.Signals;

namespace Mem0Observability.Dashboards;

/// <summary>Reads one panel of a dashboard's JSON.</summary>
internal static class PanelReader
{
    public static DashboardPanel Read(JsonElement panel)
    {
        string source = Source(panel);
        GridPlace place = panel.Member("gridPos") is { } grid ? Place(grid) : GridPlace.Whole;
        JsonElement? fields = panel.Member("fieldConfig");
        return new DashboardPanel(
            panel.GetProperty("id").GetInt32(),
            panel.Text("title"),
            DashboardReader.Required(panel, "type"),
            place.Width,
            panel.Member("interval") is { } step ? GrafanaTime.Span(step.GetString() ?? "") : null,
            panel.Member("maxDataPoints")?.GetInt32(),
            panel.List("targets", t => Query(t, source)))
        {
            Description = panel.Text("description"),
            Place = place,
            IsCollapsed = panel.Member("collapsed") is { ValueKind: JsonValueKind.True },
            Fields = fields?.Member("defaults") is { } defaults ? Flat(defaults) : new Dictionary<string, JsonElement>(),
            Overrides = fields?.List("overrides", Override) ?? [],
            Transformations = panel.List("transformations", t => new PanelTransformation(DashboardReader.Required(t, "id"), (t.Member("options") ?? t).Clone())),
            Links = panel.List("links", l => new PanelLink(l.Text("title"), l.Text("url"))),
            Options = panel.Member("options")?.Clone() ?? DashboardPanel.Nothing,
        };
    }

    private static GridPlace Place(JsonElement grid) => new(
        grid.Member("x")?.GetInt32() ?? 0, grid.Member("y")?.GetInt32() ?? 0, grid.GetProperty("w").GetInt32(), grid.Member("h")?.GetInt32() ?? GridPlace.Whole.Height);

    private static PanelQuery Query(JsonElement target, string source) => new(
        DashboardReader.Required(target, "refId"),
        Source(target) is { Length: > 0 } own ? own : source,
        target.Text("expr") is { Length: > 0 } promQL ? promQL : target.Text("query"),
        target.Member("instant") is { ValueKind: JsonValueKind.True })
    {
        Legend = target.Text("legendFormat") is var legend and not "__auto" ? legend : "",
        HasExemplars = target.Member("exemplar") is { ValueKind: JsonValueKind.True },
        IsHidden = target.Member("hide") is { ValueKind: JsonValueKind.True },
        Limit = target.List("metrics", Limit).FirstOrDefault(l => l is not null),
    };

    private static int? Limit(JsonElement metric) =>
        int.TryParse(metric.Member("settings")?.TextOrNull("limit"), NumberStyles.None, CultureInfo.InvariantCulture, out int limit) ? limit : null;

    private static string Source(JsonElement holder) => holder.Member("datasource")?.Text("type") ?? "";

    private static FieldOverride Override(JsonElement given)
    {
        JsonElement matcher = given.GetProperty("matcher");
        return new FieldOverride(
            DashboardReader.Required(matcher, "id"),
            matcher.Member("options") is { } options ? options.ValueKind == JsonValueKind.String ? options.GetString() ?? "" : options.GetRawText() : "",
            given.List("properties", p => KeyValuePair.Create(DashboardReader.Required(p, "id"), p.Member("value")?.Clone() ?? default)).ToDictionary());
    }

    /// <summary>What is only of some types of panels is in <c>custom</c>, and is named so by overrides.</summary>
    private static Dictionary<string, JsonElement> Flat(JsonElement defaults)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty property in defaults.EnumerateObject())
        {
            if (property.Name != "custom")
                fields[property.Name] = property.Value.Clone();
            else
                foreach (JsonProperty own in property.Value.EnumerateObject())
                    fields[$"custom.{own.Name}"] = own.Value.Clone();
        }

        return fields;
    }
}
