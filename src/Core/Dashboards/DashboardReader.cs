using System.Text.Json;
using Mem0Observability.Compose;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Dashboards;

/// <summary>Reads Grafana's dashboard JSON (the classic model, which Grafana 13 still provisions).</summary>
internal static class DashboardReader
{
    public const string ErrorId = "DashboardFileInvalid";

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
                [.. Panels(root)])
            {
                Description = root.Text("description"),
                From = root.Member("time")?.Text("from") ?? "now-6h",
                Annotations = [.. (root.Member("annotations")?.List("list", Annotation) ?? []).OfType<DashboardAnnotation>()],
            };
        }
        // Not JSON; or a member has another kind than Grafana gives it.
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new StackException(ErrorId, StackErrorCategory.InvalidData, $"{path} is no dashboard: {e.Message}", path, e);
        }
    }

    private static IEnumerable<DashboardPanel> Panels(JsonElement holder) =>
        holder.List("panels", p => p).SelectMany(p => Panels(p).Prepend(PanelReader.Read(p)));

    /// <returns>Null for what is switched off, and for Grafana's own marks, which it keeps itself.</returns>
    private static DashboardAnnotation? Annotation(JsonElement annotation)
    {
        JsonElement? target = annotation.Member("target");
        string promQL = target?.TextOrNull("expr") ?? annotation.TextOrNull("expr") ?? "";
        return promQL.Length == 0 || annotation.Member("enable") is { ValueKind: JsonValueKind.False }
            ? null
            : new DashboardAnnotation(
                annotation.Text("name"),
                promQL,
                target?.TextOrNull("interval") is { Length: > 0 } interval ? GrafanaTime.Span(interval) : TimeSpan.FromMinutes(1),
                annotation.Text("titleFormat"));
    }

    private static DashboardVariable Variable(JsonElement variable) => new(
        Required(variable, "name"),
        Required(variable, "type"),
        variable.Member("query") is { ValueKind: JsonValueKind.Object } query ? query.Text("query") : variable.Text("query"),
        IsTrue(variable, "multi") || IsTrue(variable, "includeAll"),
        variable.Text("allValue") is { Length: > 0 } all ? all : null,
        Current(variable.Member("current")?.Member("value")))
    {
        Label = variable.Text("label") is { Length: > 0 } label ? label : variable.Text("name"),
        Description = variable.Text("description"),
        TakesMany = IsTrue(variable, "multi"),
        HasAll = IsTrue(variable, "includeAll"),
        // 2 hides the variable, and 1 only its label.
        IsHidden = variable.Member("hide") is { ValueKind: JsonValueKind.Number } hide && hide.GetInt32() == 2,
    };

    private static bool IsTrue(JsonElement holder, string name) => holder.Member(name) is { ValueKind: JsonValueKind.True };

    private static IReadOnlyList<string> Current(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(v => v.GetString() ?? "")],
        { ValueKind: JsonValueKind.String } one => [one.GetString() ?? ""],
        _ => [],
    };

    public static string Required(JsonElement element, string name) => element.Text(name) is { Length: > 0 } text
        ? text
        : throw new FormatException($"'{name}' is missing or empty.");
}
