namespace Mem0Observability.Charts;

/// <summary>Finds limits and ticks that people can read.</summary>
internal static class ValueAxis
{
    private static readonly double[] s_ones = [1, 2, 5, 10];

    /// <summary>Round numbers of seconds where minutes and hours are told.</summary>
    private static readonly double[] s_seconds = [60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400];

    /// <param name="values">Those that are not finite do not count.</param>
    /// <param name="low">Given; null for one that suits.</param>
    public static (double Low, double High) Limits(IEnumerable<double> values, double? low, double? high, int ticks, string? unit)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        foreach (double value in values.Where(double.IsFinite))
            (least, most) = (Math.Min(least, value), Math.Max(most, value));

        if (least > most)
            (least, most) = (low ?? 0, high ?? (low ?? 0) + 1);
        double bottom = low ?? least, top = high ?? most;
        if (bottom >= top)
            (bottom, top) = Around(bottom, top, low is not null, high is not null);

        double step = Step(top - bottom, ticks, unit);
        return (low ?? Math.Floor(bottom / step + 1e-9) * step, high ?? Math.Ceiling(top / step - 1e-9) * step);
    }

    public static IReadOnlyList<double> Ticks(double low, double high, int ticks, string? unit)
    {
        double step = Step(high - low, ticks, unit);
        double first = Math.Ceiling(low / step - 1e-9);
        int count = (int)Math.Floor(high / step - first + 1e-9) + 1;
        return [.. Enumerable.Range(0, Math.Clamp(count, 0, 4 * ticks)).Select(i => (first + i) * step)];
    }

    public static IReadOnlyList<AxisTick> Texts(PlotFrame frame, int ticks, string? unit, int? decimals)
    {
        IReadOnlyList<double> values = frame.IsLogarithmic ? Decades(frame.Low, frame.High) : Ticks(frame.Low, frame.High, ticks, unit);
        string[] texts = [.. values.Select(v => UnitText.Format(v, unit, decimals))];
        // Given decimals that make two lines the same are too few.
        if (decimals is not null && texts.Distinct().Count() < texts.Length)
            texts = [.. values.Select(v => UnitText.Format(v, unit))];
        return [.. values.Zip(texts, (value, text) => new AxisTick(frame.Y(value), text))];
    }

    private static IReadOnlyList<double> Decades(double low, double high)
    {
        int first = (int)Math.Ceiling(Math.Log10(low) - 1e-9), last = (int)Math.Floor(Math.Log10(high) + 1e-9);
        return [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Select(e => Math.Pow(10, e))];
    }

    private static (double Low, double High) Around(double low, double high, bool lowGiven, bool highGiven)
    {
        double room = Math.Max(Math.Abs(low), Math.Abs(high)) is > 0 and var size ? size : 1;
        if (lowGiven)
            return (low, low + room);
        if (highGiven)
            return (high - room, high);
        return low switch { > 0 => (0, 2 * low), < 0 => (2 * low, 0), _ => (0, 1) };
    }

    private static double Step(double length, int ticks, string? unit)
    {
        double least = length / Math.Max(1, ticks);
        if (unit is "s" or "dtdurations" && least > 30 && s_seconds.FirstOrDefault(s => s >= least) is > 0 and var round)
            return round;

        if (unit is "bytes" or "binBps" && least >= 1)
            return Math.Pow(2, Math.Ceiling(Math.Log2(least) - 1e-9));

        double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return s_ones.First(o => o * power >= least * (1 - 1e-9)) * power;
    }
}
