using System.Globalization;

namespace Mem0Observability.Model;

/// <summary>Durations for people: three digits at most, with a unit.</summary>
internal static class DurationText
{
    public static string Of(TimeSpan duration) => duration switch
    {
        { TotalMilliseconds: < 0.9995 } => Write(duration.TotalMicroseconds, "µs"),
        { TotalSeconds: < 0.9995 } => Write(duration.TotalMilliseconds, "ms"),
        { TotalMinutes: < 2 } => Write(duration.TotalSeconds, "s"),
        { TotalHours: < 2 } => Write(duration.TotalMinutes, "min"),
        _ => Write(duration.TotalHours, "h"),
    };

    private static string Write(double value, string unit) =>
        $"{value.ToString(value < 9.95 && Math.Abs(value - Math.Round(value)) >= 0.05 ? "0.0" : "0", CultureInfo.InvariantCulture)} {unit}";
}
