using System.Text.Json;
using Mem0Observability.Dashboards;
using Mem0Observability.Signals;

namespace Mem0Observability.Web.Panels;

/// <summary>Reads options of a panel, wherever they are inside.</summary>
internal static class PanelOptions
{
    public static JsonElement? At(JsonElement options, params ReadOnlySpan<string> path)
    {
        JsonElement? at = options;
        foreach (string name in path)
            at = at?.Member(name);
        return at;
    }

    public static string? Text(DashboardPanel panel, params ReadOnlySpan<string> path) =>
        At(panel.Options, path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static bool IsTrue(DashboardPanel panel, params ReadOnlySpan<string> path) => At(panel.Options, path) is { ValueKind: JsonValueKind.True };

    public static double? Number(DashboardPanel panel, params ReadOnlySpan<string> path) =>
        At(panel.Options, path) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    public static IReadOnlyList<string> Texts(JsonElement options, params ReadOnlySpan<string> path) =>
        At(options, path) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(t => t.GetString() ?? "")] : [];
}
