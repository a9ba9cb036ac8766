using System.Globalization;

namespace Mem0Observability.Web.Changes;

/// <summary>The time in which something changed, as somebody marked it.</summary>
public sealed record MarkedTime(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>The last moment that a time can have.</summary>
    private const long Last = 253402300799999;

    public string StartText => Text(Start);

    public string EndText => Text(End);

    /// <summary>Null where the address has none that can be used.</summary>
    public static MarkedTime? Read(string? start, string? end) =>
        Moment(start) is { } from && Moment(end) is { } to && from < to ? new MarkedTime(from, to) : null;

    /// <summary>Compared with three times as much before it, as far as the page shows that much; else with what it shows.</summary>
    public TimeSpan Baseline(DateTimeOffset shownFrom)
    {
        TimeSpan usual = 3 * (End - Start), shown = Start - shownFrom;
        return shown > TimeSpan.FromMinutes(5) && shown < usual ? shown : usual;
    }

    private static DateTimeOffset? Moment(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds) && milliseconds <= Last
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;

    private static string Text(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
