using System.Globalization;
using System.Text;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.ServiceMap;

/// <summary>The map as a Mermaid flowchart, which GitHub and many wikis draw.</summary>
internal static class MermaidText
{
    public static string Write(IReadOnlyList<ServiceEdge> edges)
    {
        IReadOnlyDictionary<string, string> ids = EdgeLabel.Identify(edges);
        IEnumerable<string> lines =
        [
            "flowchart LR",
            .. ids.Select(n => $"    {n.Value}{Shape(edges, n.Key)}"),
            .. edges.Select(e => $"    {ids[e.Client]} -->|\"{Escape(EdgeLabel.Of(e))}\"| {ids[e.Server]}"),
            .. edges.Index().Where(e => e.Item.Errors > 0).Select(e => string.Create(CultureInfo.InvariantCulture, $"    linkStyle {e.Index} stroke:#d33")),
        ];
        return string.Join('\n', lines);
    }

    private static string Shape(IReadOnlyList<ServiceEdge> edges, string name)
    {
        string text = Escape(EdgeLabel.Name(name));
        return EdgeLabel.IsDatabase(edges, name) ? $"[(\"{text}\")]" : $"[\"{text}\"]";
    }

    /// <summary>Mermaid has no escape character, only <c>#code;</c> for a character: for all that could end the quotes or become markup.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (c is '"' or '#' or '<' or '>' or '&' or '`' or '\\' or ';')
                escaped.Append(CultureInfo.InvariantCulture, $"#{(int)c};");
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }
}
