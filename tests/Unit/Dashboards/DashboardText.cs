using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Mem0Observability.Tests.Unit.Dashboards;

/// <summary>The one way in which a dashboard is written: what fits on a line is on one, a panel never is.</summary>
internal static class DashboardText
{
    private const int Width = 140;

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JsonNode dashboard) => Write(dashboard, 0, 0) + "\n";

    private static string Write(JsonNode? node, int indent, int before)
    {
        string line = Line(node);
        bool isLeaf = node is not (JsonObject { Count: > 0 } or JsonArray { Count: > 0 });
        bool hasPanel = line.Contains("\"gridPos\": ", StringComparison.Ordinal);
        if (isLeaf || (!hasPanel && indent + before + line.Length <= Width))
            return line;

        string inner = new(' ', indent + 2);
        IEnumerable<string> parts = node is JsonObject members
            ? members.Select(m => $"{inner}{Name(m.Key)}: {Write(m.Value, indent + 2, Name(m.Key).Length + 3)}")
            : node!.AsArray().Select(item => inner + Write(item, indent + 2, 1));
        (char open, char close) = node is JsonObject ? ('{', '}') : ('[', ']');
        return $"{open}\n{string.Join(",\n", parts)}\n{new string(' ', indent)}{close}";
    }

    private static string Line(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject members => $"{{{string.Join(", ", members.Select(m => $"{Name(m.Key)}: {Line(m.Value)}"))}}}",
        JsonArray items => $"[{string.Join(", ", items.Select(Line))}]",
        _ => node.ToJsonString(s_plain),
    };

    private static string Name(string key) => JsonSerializer.Serialize(key, s_plain);
}
