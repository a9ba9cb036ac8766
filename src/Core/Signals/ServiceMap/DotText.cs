using Mem0Observability.Model;

namespace Mem0Observability.Signals.ServiceMap;

/// <summary>The map in Graphviz' language.</summary>
internal static class DotText
{
    public static string Write(IReadOnlyList<ServiceEdge> edges)
    {
        IReadOnlyDictionary<string, string> ids = EdgeLabel.Identify(edges);
        IEnumerable<string> lines =
        [
            "digraph services {",
            "    rankdir=LR",
            "    node [shape=box]",
            .. ids.Select(n => $"    {n.Value} [label={Quote(EdgeLabel.Name(n.Key))}{(EdgeLabel.IsDatabase(edges, n.Key) ? ", shape=cylinder" : "")}]"),
            .. edges.Select(e => $"    {ids[e.Client]} -> {ids[e.Server]} [label={Quote(EdgeLabel.Of(e))}{(e.Errors > 0 ? ", color=red" : "")}]"),
            "}",
        ];
        return string.Join('\n', lines);
    }

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
