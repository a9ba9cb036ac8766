using System.Text.RegularExpressions;

namespace Mem0Observability.Dashboards;

/// <summary>The name of a series, as Grafana gives it.</summary>
internal static partial class LegendText
{
    /// <param name="format">With <c>{{label}}</c>; empty for all labels.</param>
    /// <param name="query">The name where there is neither format nor label.</param>
    public static string Of(string format, string metric, IReadOnlyDictionary<string, string> labels, string query)
    {
        if (format.Length > 0)
            return Label().Replace(format, m => m.Groups["name"].Value is var name && name == "__name__" ? metric : labels.GetValueOrDefault(m.Groups["name"].Value, ""));
        if (labels.Count == 0)
            return metric.Length > 0 ? metric : query;
        return $"{metric}{{{string.Join(", ", labels.Select(l => $"{l.Key}=\"{l.Value}\""))}}}";
    }

    [GeneratedRegex(@"\{\{\s*(?<name>\w+)\s*\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}
