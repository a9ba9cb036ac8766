using System.Globalization;
using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Web.Logs;

/// <summary>Counts what the shown records have in common.</summary>
internal static class LogFacets
{
    private const int MaxAttributes = 8;
    private const int MaxValues = 6;

    /// <summary>Longer ones are texts, which nobody picks from a list.</summary>
    private const int MaxValueLength = 80;

    /// <summary>Services, levels from the most severe, then the attributes that most records have.</summary>
    public static IReadOnlyList<LogFacet> Of(IReadOnlyList<LogEntry> entries)
    {
        LogFacet services = new("Service", LogFacetKind.Service, Top(entries.Select(e => e.Service)));
        LogFacet levels = new("Level", LogFacetKind.Level, [.. Top(entries.Select(e => e.Level)).OrderByDescending(v => LogLevels.Severities(v.Value).First)]);
        return [.. new[] { services, levels }.Where(f => f.Values.Count > 0), .. Attributes(entries)];
    }

    private static IEnumerable<LogFacet> Attributes(IReadOnlyList<LogEntry> entries) => entries
        .SelectMany(e => e.Attributes)
        .Select(a => (a.Key, Value: Text(a.Value)))
        .Where(a => a.Value is { Length: > 0 and <= MaxValueLength })
        .GroupBy(a => a.Key, a => a.Value!, StringComparer.Ordinal)
        .Where(Repeats)
        .OrderByDescending(g => g.Count())
        .ThenBy(g => g.Key, StringComparer.Ordinal)
        .Take(MaxAttributes)
        .Select(g => new LogFacet(g.Key, LogFacetKind.Attribute, Top(g)));

    /// <summary>Not for what is another for each record, as ids and times are.</summary>
    private static bool Repeats(IGrouping<string, string> values) => values.Distinct(StringComparer.Ordinal).Count() * 2 <= Math.Max(2, values.Count());

    private static IReadOnlyList<LogFacetValue> Top(IEnumerable<string> values) =>
    [
        .. values.Where(v => v.Length > 0)
            .GroupBy(v => v, StringComparer.Ordinal)
            .Select(g => new LogFacetValue(g.Key, g.Count()))
            .OrderByDescending(v => v.Count)
            .ThenBy(v => v.Value, StringComparer.Ordinal)
            .Take(MaxValues),
    ];

    private static string? Text(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value as string,
    };
}
