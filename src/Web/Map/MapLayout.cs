using System.Globalization;
using Mem0Observability.Model;
using Mem0Observability.Signals.ServiceMap;

namespace Mem0Observability.Web.Map;

/// <summary>Draws the map: columns from left to right, lines curved between them.</summary>
internal static class MapLayout
{
    public const double NodeWidth = 170;
    public const double NodeHeight = 66;
    private const double Between = 150;
    private const double Below = 34;
    private const double Margin = 16;

    /// <summary>Above the uppermost service, for lines that run back.</summary>
    private const double Back = 46;

    public static MapDrawing Of(IReadOnlyList<ServiceEdge> edges)
    {
        IReadOnlyList<IReadOnlyList<string>> layers = MapLayers.Of(edges);
        if (layers.Count == 0)
            return new MapDrawing(0, 0, [], []);

        double height = layers.Max(l => l.Count) * (NodeHeight + Below) - Below + (2 * Margin) + Back;
        Dictionary<string, MapNode> nodes = layers
            .SelectMany((layer, column) => layer.Select((name, row) => Node(edges, name, column, row, layer.Count, height)))
            .ToDictionary(n => n.Name, StringComparer.Ordinal);
        ServiceEdge[] pairs = [.. edges.GroupBy(e => (e.Client, e.Server)).Select(g => g.Aggregate(Join))];
        double most = pairs.Max(e => e.Calls);
        MapEdge[] lines = [.. pairs.Select(e => Edge(e, nodes[e.Client], nodes[e.Server], most))];
        double width = (2 * Margin) + (layers.Count * (NodeWidth + Between)) - Between;
        return new MapDrawing(width + (edges.Any(e => e.Client == e.Server) ? Between / 2 : 0), height, [.. nodes.Values], lines);
    }

    /// <summary>Calls of two kinds between the same services would lie on each other.</summary>
    private static ServiceEdge Join(ServiceEdge one, ServiceEdge other) => one with
    {
        Calls = one.Calls + other.Calls,
        Errors = one.Errors is null ? other.Errors : one.Errors + (other.Errors ?? 0),
        P95 = new[] { one.P95, other.P95 }.Max(),
    };

    private static MapNode Node(IReadOnlyList<ServiceEdge> edges, string name, int column, int row, int rows, double height)
    {
        ServiceEdge[] to = [.. edges.Where(e => e.Server == name && e.Client != name)];
        double free = height - Back - (2 * Margin) - (rows * (NodeHeight + Below)) + Below;
        return new MapNode(
            name,
            EdgeLabel.IsDatabase(edges, name),
            to.Sum(e => e.Calls),
            to.All(e => e.Errors is null) ? null : to.Sum(e => e.Errors),
            to.Max(e => e.P95),
            Margin + (column * (NodeWidth + Between)),
            Margin + Back + (free / 2) + (row * (NodeHeight + Below)));
    }

    private static MapEdge Edge(ServiceEdge edge, MapNode from, MapNode to, double most)
    {
        double width = 1.5 + (4.5 * Math.Sqrt(edge.Calls / Math.Max(1, most)));
        (double x1, double y1) = (from.X + NodeWidth, from.Y + (NodeHeight / 2));
        (double x2, double y2) = (to.X, to.Y + (NodeHeight / 2));
        if (from.Name == to.Name)
            return new MapEdge(edge, Text($"M {x1} {y1 - 12} C {x1 + 50} {y1 - 40} {x1 + 50} {y1 + 40} {x1} {y1 + 12}"), x1 + 40, y1 - 30, width);
        if (to.X > from.X)
        {
            double bend = (x2 - x1) / 2;
            // Not in the middle: lines between the same columns cross there, and their texts would lie on each other.
            double at = 0.62;
            return new MapEdge(edge, Text($"M {x1} {y1} C {x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"), Bezier(at, x1, x1 + bend, x2 - bend, x2), Bezier(at, y1, y1, y2, y2) - 6, width);
        }

        // Back, or within a column: over the top of both.
        (double left, double right) = (from.X + (NodeWidth / 2), to.X + (NodeWidth / 2));
        double top = Math.Min(from.Y, to.Y) - Back;
        return new MapEdge(edge, Text($"M {left} {from.Y} C {left} {top} {right} {top} {right} {to.Y}"), (left + right) / 2, top + 14, width);
    }

    private static double Bezier(double t, double a, double b, double c, double d)
    {
        double s = 1 - t;
        return (s * s * s * a) + (3 * s * s * t * b) + (3 * s * t * t * c) + (t * t * t * d);
    }

    private static string Text(FormattableString path) => path.ToString(CultureInfo.InvariantCulture);
}
