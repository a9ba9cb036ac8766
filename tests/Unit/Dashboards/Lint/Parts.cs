using System.Text.Json.Nodes;
using Mem0Observability.Dashboards;

namespace Mem0Observability.Tests.Unit.Dashboards.Lint;

/// <summary>The parts of a dashboard that rules are about.</summary>
internal static class Parts
{
    public static IEnumerable<JsonObject> Panels(JsonObject dashboard) => Objects(dashboard["panels"]);

    /// <summary>Those that show data.</summary>
    public static IEnumerable<JsonObject> DataPanels(JsonObject dashboard) => Panels(dashboard).Where(p => Text(p, "type") is not ("row" or "text"));

    public static IEnumerable<JsonObject> Variables(JsonObject dashboard) => Objects(dashboard["templating"]?["list"]);

    public static IEnumerable<JsonObject> Targets(JsonObject panel) => Objects(panel["targets"]);

    /// <summary>Every PromQL of the panels, with the panel's title.</summary>
    public static IEnumerable<(string Panel, JsonObject Target, string PromQL)> Queries(JsonObject dashboard) =>
        from panel in DataPanels(dashboard)
        from target in Targets(panel)
        where target["expr"] is not null
        select (Title(panel), target, Text(target, "expr"));

    /// <summary>The selectors of a query; its variables count as texts.</summary>
    public static IReadOnlyList<PromQLSelector> Selectors(string promQL) => PromQLSelectors.Of(promQL.Replace("$", "", StringComparison.Ordinal));

    public static string Title(JsonObject panel) => $"panel '{Text(panel, "title")}'";

    public static string Text(JsonNode? node, string name) => node?[name]?.ToString() ?? "";

    private static IEnumerable<JsonObject> Objects(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();
}
