using System.Globalization;
using System.Text.RegularExpressions;

namespace Mem0Observability.Compose;

/// <summary>Durations as compose writes them: <c>1m30s</c>, <c>500ms</c>, <c>1.5h</c>; never a bare number.</summary>
internal static partial class ComposeDuration
{
    public static TimeSpan? TryParse(string text)
    {
        if (text.Length is 0 or > 40 || !Form().IsMatch(text))
            return null;

        decimal ticks = 0;
        foreach (Match part in Part().Matches(text))
            ticks += decimal.Parse(part.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * TicksOf(part.Groups["unit"].Value);

        return ticks <= long.MaxValue ? TimeSpan.FromTicks((long)ticks) : null;
    }

    private static decimal TicksOf(string unit) => unit switch
    {
        "h" => TimeSpan.TicksPerHour,
        "m" => TimeSpan.TicksPerMinute,
        "s" => TimeSpan.TicksPerSecond,
        "ms" => TimeSpan.TicksPerMillisecond,
        "us" or "µs" => TimeSpan.TicksPerMicrosecond,
        _ => 0.01m,
    };

    // At most 15 digits: no sum of such parts leaves the range of decimal.
    [GeneratedRegex(@"^([0-9]{1,15}(\.[0-9]{0,9})?(h|ms|m|s|us|µs|ns))+\z")]
    private static partial Regex Form();

    [GeneratedRegex(@"(?<number>[0-9]+(\.[0-9]*)?)(?<unit>h|ms|m|s|us|µs|ns)")]
    private static partial Regex Part();
}
