using System.Globalization;

namespace Mem0Observability.Charts;

/// <summary>Numbers for people, in Grafana's units.</summary>
internal static class UnitText
{
    private static readonly (double From, string Suffix)[] s_short = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"), (0, "")];
    private static readonly (double From, string Suffix)[] s_binary = [(1L << 40, " TiB"), (1 << 30, " GiB"), (1 << 20, " MiB"), (1 << 10, " KiB"), (0, " B")];
    private static readonly (double From, string Suffix)[] s_decimal = [(1e12, " TB"), (1e9, " GB"), (1e6, " MB"), (1e3, " kB"), (0, " B")];
    private static readonly (double From, string Suffix)[] s_bits = [(1e12, " Tb"), (1e9, " Gb"), (1e6, " Mb"), (1e3, " kb"), (0, " b")];

    private static readonly (double From, string Suffix)[] s_seconds =
        [(86400 * 7, " weeks"), (86400, " d"), (3600, " h"), (60, " min"), (1, " s"), (1e-3, " ms"), (1e-6, " µs"), (0, " ns")];

    private static readonly Dictionary<string, string> s_rates = new(StringComparer.Ordinal)
    {
        ["reqps"] = " req/s",
        ["ops"] = " ops/s",
        ["cps"] = " c/s",
        ["rps"] = " reads/s",
        ["wps"] = " writes/s",
        ["iops"] = " io/s",
        ["eps"] = " events/s",
        ["cpm"] = " c/min",
        ["opm"] = " ops/min",
        ["rpm"] = " reads/min",
        ["wpm"] = " writes/min",
    };

    /// <summary>How many seconds one of a unit of time is.</summary>
    private static readonly Dictionary<string, double> s_times = new(StringComparer.Ordinal)
    {
        ["ns"] = 1e-9,
        ["µs"] = 1e-6,
        ["us"] = 1e-6,
        ["ms"] = 1e-3,
        ["s"] = 1,
        ["dtdurations"] = 1,
        ["m"] = 60,
        ["h"] = 3600,
        ["d"] = 86400,
    };

    public static bool IsKnown(string? unit) =>
        string.IsNullOrEmpty(unit) || s_rates.ContainsKey(unit) || s_times.ContainsKey(unit)
        || unit is "none" or "short" or "percent" or "percentunit" or "bytes" or "decbytes" or "bits" or "Bps" or "binBps" or "bps" or "currencyUSD";

    /// <param name="unit">Grafana's name of it; another text is put behind the number.</param>
    /// <param name="decimals">Null for as many as the number needs.</param>
    public static string Format(double value, string? unit, int? decimals = null)
    {
        if (double.IsNaN(value))
            return "–";
        if (double.IsInfinity(value))
            return value > 0 ? "∞" : "-∞";

        return unit switch
        {
            null or "" or "none" => Number(value, decimals),
            "short" => Scaled(value, s_short, decimals),
            "percent" => Number(value, decimals) + " %",
            "percentunit" => Number(value * 100, decimals) + " %",
            "bytes" => Scaled(value, s_binary, decimals),
            "decbytes" => Scaled(value, s_decimal, decimals),
            "binBps" => Scaled(value, s_binary, decimals) + "/s",
            "Bps" => Scaled(value, s_decimal, decimals) + "/s",
            "bits" => Scaled(value, s_bits, decimals),
            "bps" => Scaled(value, s_bits, decimals) + "/s",
            "currencyUSD" => "$" + Scaled(value, s_short, decimals),
            _ when s_rates.TryGetValue(unit, out string? rate) => Scaled(value, s_short, decimals) + rate,
            _ when s_times.TryGetValue(unit, out double seconds) => value == 0 ? $"0 {unit}" : Scaled(value * seconds, s_seconds, decimals),
            _ => $"{Scaled(value, s_short, decimals)} {unit}",
        };
    }

    private static string Scaled(double value, (double From, string Suffix)[] scales, int? decimals)
    {
        // The smallest scale has no number to divide by, unless it is that of nanoseconds.
        double size = Math.Abs(value);
        var (from, suffix) = scales.First(s => size >= s.From);
        double one = from > 0 ? from : scales == s_seconds ? 1e-9 : 1;
        return Number(value / one, decimals) + suffix;
    }

    private static string Number(double value, int? decimals)
    {
        double size = Math.Abs(value);
        if (decimals is { } given)
            return Plain(Math.Round(value, Math.Clamp(given, 0, 15)), "F" + Math.Clamp(given, 0, 15).ToString(CultureInfo.InvariantCulture));
        return size switch
        {
            0 => "0",
            < 0.001 => value.ToString("0.##E+0", CultureInfo.InvariantCulture),
            < 0.1 => Plain(value, "0.####"),
            < 1 => Plain(value, "0.###"),
            < 10 => Plain(value, "0.##"),
            < 100 => Plain(value, "0.#"),
            < 1e15 => Plain(value, "0"),
            _ => value.ToString("0.##E+0", CultureInfo.InvariantCulture),
        };
    }

    // "-0" is a number that nobody means.
    private static string Plain(double value, string format) => (value == 0 ? 0 : value).ToString(format, CultureInfo.InvariantCulture);
}
