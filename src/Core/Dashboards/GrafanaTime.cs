using System.Globalization;
using System.Text.RegularExpressions;

namespace Mem0Observability.Dashboards;

/// <summary>Grafana's spelling of durations and of times before now.</summary>
internal static partial class GrafanaTime
{
    /// <param name="from">For example <c>now-3h</c>.</param>
    public static TimeSpan Range(string from) => from.StartsWith("now-", StringComparison.Ordinal)
        ? Span(from[4..])
        : throw new FormatException($"'{from}' is not a time before now, such as 'now-3h'.");

    /// <param name="text">For example <c>15s</c>; Grafana also writes <c>>15s</c> for "at least".</param>
    public static TimeSpan Span(string text)
    {
        Match match = Pattern().Match(text);
        if (!match.Success)
            throw new FormatException($"'{text}' is not a duration, such as '15s'.");

        double count = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        return match.Groups[2].Value switch
        {
            "ms" => TimeSpan.FromMilliseconds(count),
            "s" => TimeSpan.FromSeconds(count),
            "m" => TimeSpan.FromMinutes(count),
            "h" => TimeSpan.FromHours(count),
            "d" => TimeSpan.FromDays(count),
            _ => TimeSpan.FromDays(count * 7),
        };
    }

    /// <summary>As PromQL reads it.</summary>
    public static string Text(TimeSpan span) => span.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) + "s";

    [GeneratedRegex("^>?([0-9]+)(ms|s|m|h|d|w)$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
