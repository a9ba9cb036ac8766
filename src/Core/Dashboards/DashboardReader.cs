using System.Text.Json;
using Mem0Observability.Compose;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Dashboards;

/// <summary>Reads Grafana's dashboard JSON (the classic model, which Grafana 13 still provisions).</summary>
internal static class DashboardReader
{
    public const string ErrorId = "DashboardFileInvalid";

    private const int AllColumns = 24;

    public static Dashboard Load(string path) => Parse(SourceText.Read(path, "DashboardFileNotFound", "DashboardFileInvalid"), path);

    public static Dashboard Parse(string text, string path)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            JsonElement root = json.RootElement;
            return new Dashboard(
                path,
                Required(root, "uid"),
                Required(root, "title"),
                GrafanaTime.Range(root.Member("time")?.Text("from") ?? "now-6h"),
                root.Member("templating")?.List("list", Variable) ?? [],
                [.. Panels(root)]);
        }
        // Not JSON; or a member has another kind than Grafana gives it.
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new StackException(ErrorId, StackErrorCategory.InvalidData, $"{path} is no dashboard: {e.Message}", path, e);
        }
    }

    private static IEnumerable<DashboardPanel> Panels(JsonElement holder) =>
        holder.List("panels", p => p).SelectMany(p => Panels(p).Prepend(Panel(p)));

    private static DashboardPanel Panel(JsonElement panel)
    {
        string source = Source(panel);
        return new DashboardPanel(
            panel.GetProperty("id").GetInt32(),
            panel.Text("title"),
            Required(panel, "type"),
            panel.Member("gridPos")?.GetProperty("w").GetInt32() ?? AllColumns,
            panel.Member("interval") is { } step ? GrafanaTime.Span(step.GetString() ?? "") : null,
            panel.Member("maxDataPoints")?.GetInt32(),
            panel.List("targets", t => Query(t, source)));
    }

    private static PanelQuery Query(JsonElement target, string source) => new(
        Required(target, "refId"),
        Source(target) is { Length: > 0 } own ? own : source,
        target.Text("expr") is { Length: > 0 } promQL ? promQL : target.Text("query"),
        target.Member("instant") is { ValueKind: JsonValueKind.True });

    private static string Source(JsonElement holder) => holder.Member("datasource")?.Text("type") ?? "";

    private static DashboardVariable Variable(JsonElement variable) => new(
        Required(variable, "name"),
        Required(variable, "type"),
        variable.Member("query") is { ValueKind: JsonValueKind.Object } query ? query.Text("query") : variable.Text("query"),
        variable.Member("multi") is { ValueKind: JsonValueKind.True } || variable.Member("includeAll") is { ValueKind: JsonValueKind.True },
        variable.Text("allValue") is { Length: > 0 } all ? all : null,
        Current(variable.Member("current")?.Member("value")));

    private static IReadOnlyList<string> Current(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(v => v.GetString() ?? "")],
        { ValueKind: JsonValueKind.String } one => [one.GetString() ?? ""],
        _ => [],
    };

    private static string Required(JsonElement element, string name) => element.Text(name) is { Length: > 0 } text
        ? text
        : throw new FormatException($"'{name}' is missing or empty.");
}
