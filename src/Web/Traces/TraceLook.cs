using System.Globalization;
using Mem0Observability.Model;

namespace Mem0Observability.Web.Traces;

/// <summary>How times, numbers and attributes of traces are written.</summary>
internal static class TraceLook
{
    /// <summary>A stack trace or a prompt may have megabytes; the page stays a page.</summary>
    private const int MaxValue = 20_000;

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public static string Duration(long nanoseconds) => DurationText.Of(TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick));

    public static string Count(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:#,0} {what}{(count == 1 ? "" : "s")}");

    public static string Percent(double part) => part.ToString(part < 0.0995 ? "0.0 %" : "0 %", CultureInfo.InvariantCulture);

    public static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Value(object? value)
    {
        string text = value switch
        {
            null => "null",
            bool flag => flag ? "true" : "false",
            string s => s,
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            IReadOnlyDictionary<string, object?> map => $"{{{string.Join(", ", map.Select(m => $"{m.Key}: {Value(m.Value)}"))}}}",
            IEnumerable<object?> list => $"[{string.Join(", ", list.Select(Value))}]",
            _ => "",
        };
        return text.Length <= MaxValue ? text : text[..MaxValue] + "…";
    }
}
