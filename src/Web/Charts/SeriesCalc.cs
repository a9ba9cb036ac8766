namespace Mem0Observability.Web.Charts;

/// <summary>One number for a series, by Grafana's names.</summary>
internal static class SeriesCalc
{
    private static readonly Dictionary<string, (string Text, Func<IReadOnlyList<double>, double> Of)> s_known = new(StringComparer.Ordinal)
    {
        ["lastNotNull"] = ("last", v => v[^1]),
        ["last"] = ("last", v => v[^1]),
        ["firstNotNull"] = ("first", v => v[0]),
        ["first"] = ("first", v => v[0]),
        ["max"] = ("max", v => v.Max()),
        ["min"] = ("min", v => v.Min()),
        ["mean"] = ("mean", v => v.Average()),
        ["median"] = ("median", v => v.Order().ElementAt((v.Count - 1) / 2)),
        ["sum"] = ("total", v => v.Sum()),
        ["count"] = ("count", v => v.Count),
        ["range"] = ("range", v => v.Max() - v.Min()),
        ["diff"] = ("difference", v => v[^1] - v[0]),
    };

    public static bool IsKnown(string calc) => s_known.ContainsKey(calc);

    /// <summary>As people read it.</summary>
    public static string Text(string calc) => s_known.TryGetValue(calc, out var known) ? known.Text : calc;

    /// <returns>NaN where there is no value, or the calculation is not known.</returns>
    public static double Of(string calc, IReadOnlyList<ChartPoint> points)
    {
        double[] values = [.. points.Select(p => p.Value).Where(double.IsFinite)];
        return values.Length > 0 && s_known.TryGetValue(calc, out var known) ? known.Of(values) : double.NaN;
    }
}
