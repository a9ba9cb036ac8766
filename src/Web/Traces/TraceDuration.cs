using System.Globalization;

namespace Mem0Observability.Web.Traces;

/// <summary>Reads a duration as people write it.</summary>
internal static class TraceDuration
{
    private static readonly (string Unit, double Seconds)[] s_units =
        [("min", 60), ("ms", 0.001), ("us", 0.000001), ("µs", 0.000001), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>A number without a unit is in milliseconds. Null where it is no duration.</summary>
    public static TimeSpan? Read(string text)
    {
        string written = text.Trim().ToLowerInvariant();
        (string unit, double seconds) = Array.Find(s_units, u => written.EndsWith(u.Unit, StringComparison.Ordinal));
        string number = unit is null ? written : written[..^unit.Length];
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out double value))
            return null;
        double length = value * (unit is null ? 0.001 : seconds);
        return length <= TimeSpan.FromDays(30).TotalSeconds ? TimeSpan.FromSeconds(length) : null;
    }
}
