using System.Globalization;
using System.Text.Json;
using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>Reads the <c>data</c> of a query: scalar, string, vector or matrix, flattened to samples.</summary>
internal static class MetricResultReader
{
    public static IReadOnlyList<MetricSample> Read(string kind, JsonElement result) => kind switch
    {
        "scalar" => [Point("", s_none, result)],
        "string" => [Text(result)],
        "vector" or "matrix" => [.. result.EnumerateArray().SelectMany(Series)],
        _ => throw new FormatException($"unknown result type '{kind}'"),
    };

    private static readonly Dictionary<string, string> s_none = [];

    private static IEnumerable<MetricSample> Series(JsonElement series)
    {
        IReadOnlyDictionary<string, string> all = series.GetProperty("metric").Labels();
        string name = all.GetValueOrDefault("__name__", "");
        // One map for all points of the series; a long range has thousands.
        var labels = new SortedDictionary<string, string>(all.Where(l => l.Key != "__name__").ToDictionary(), StringComparer.Ordinal);

        foreach (JsonElement point in Points(series, "value", "values"))
            yield return Point(name, labels, point);

        foreach (JsonElement point in Points(series, "histogram", "histograms"))
        {
            yield return Histogram(name, "count", labels, point);
            yield return Histogram(name, "sum", labels, point);
        }
    }

    private static List<JsonElement> Points(JsonElement series, string one, string many)
    {
        if (series.Member(one) is { } point)
            return [point];

        return series.Member(many) is { } points ? [.. points.EnumerateArray()] : [];
    }

    private static MetricSample Point(string name, IReadOnlyDictionary<string, string> labels, JsonElement point) =>
        new(name, labels, Time(point[0]), Number(point[1].GetString()));

    /// <summary>A native histogram, as the two numbers that a classic one has series for; quantiles are PromQL's business.</summary>
    private static MetricSample Histogram(string name, string part, IReadOnlyDictionary<string, string> labels, JsonElement point) =>
        new($"{name}_{part}", labels, Time(point[0]), Number(point[1].GetProperty(part).GetString()));

    private static MetricSample Text(JsonElement point)
    {
        string text = point[1].GetString() ?? "";
        bool isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number);
        return new MetricSample("", new Dictionary<string, string> { ["value"] = text }, Time(point[0]), isNumber ? number : double.NaN);
    }

    private static DateTimeOffset Time(JsonElement seconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds.GetDecimal() * 1000));

    private static double Number(string? text) => text switch
    {
        "+Inf" or "Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        null => throw new FormatException("a sample has no value"),
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };
}
