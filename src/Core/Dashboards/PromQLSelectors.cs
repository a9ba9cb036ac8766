using System.Text.RegularExpressions;

namespace Mem0Observability.Dashboards;

/// <summary>A selector of series in a query.</summary>
/// <param name="Metric">Empty where the matchers choose the name.</param>
/// <param name="Matchers">With braces; empty where there are none.</param>
internal sealed record PromQLSelector(string Metric, string Matchers)
{
    public string Text => Metric + Matchers;
}

/// <summary>Finds the selectors of a query, to say which of them finds nothing. A query that Prometheus accepted is expected.</summary>
internal static partial class PromQLSelectors
{
    private static readonly HashSet<string> s_words = new(StringComparer.OrdinalIgnoreCase)
    {
        "and", "or", "unless", "atan2", "offset", "bool", "inf", "nan", "start", "end",
    };

    public static IReadOnlyList<PromQLSelector> Of(string promQL)
    {
        // Label lists look like metric names.
        string text = LabelList().Replace(promQL, " ");
        return
        [
            .. Candidate().Matches(text)
                .Where(m => m.Groups["name"].Success && !m.Groups["call"].Success && !s_words.Contains(m.Groups["name"].Value))
                .Select(m => new PromQLSelector(m.Groups["name"].Value, m.Groups["matchers"].Value))
                .Distinct(),
        ];
    }

    [GeneratedRegex(@"\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)|\b(group_left|group_right)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LabelList();

    // Texts, numbers with their units and ranges are taken first, so that nothing inside them counts as a name.
    [GeneratedRegex("""
        "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*' | \[[^\]]*\] | (?<![\w:])[0-9][\w.]*
        | (?<name>[A-Za-z_:][\w:]*)(?:(?<matchers>\{(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^}"'])*\})|(?<call>\s*\())?
        | (?<name>)(?<matchers>\{(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^}"'])*\})
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Candidate();
}
