using System.Globalization;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.ServiceMap;

/// <summary>What is written on an arrow, and the names at its ends.</summary>
internal static class EdgeLabel
{
    private const int MaxName = 80;

    public static string Of(ServiceEdge edge)
    {
        string errors = edge.Errors is > 0 ? $", {Count(edge.Errors.Value, "error")}" : "";
        string p95 = edge.P95 is { } p ? $", p95 {DurationText.Of(p)}" : "";
        return $"{Count(edge.Calls, "call")}{errors}{p95}";
    }

    /// <summary>Each name once, in the order of the edges, with an identifier that no name can break.</summary>
    public static IReadOnlyDictionary<string, string> Identify(IReadOnlyList<ServiceEdge> edges) => edges
        .SelectMany(e => new[] { e.Client, e.Server })
        .Distinct(StringComparer.Ordinal)
        .Select((name, index) => (Name: name, Id: string.Create(CultureInfo.InvariantCulture, $"n{index}")))
        .ToDictionary(n => n.Name, n => n.Id, StringComparer.Ordinal);

    public static bool IsDatabase(IReadOnlyList<ServiceEdge> edges, string name) => edges.Any(e => e.Server == name && e.ConnectionType == "database");

    /// <summary>One line of text; a service without a name is still there.</summary>
    public static string Name(string name) => name.Length == 0 ? "(unnamed)" : PlainText.Line(name, MaxName);

    private static string Count(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
