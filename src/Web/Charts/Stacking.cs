using Mem0Observability.Charts;

namespace Mem0Observability.Web.Charts;

/// <summary>Puts series on top of each other, or each on the zero line.</summary>
internal static class Stacking
{
    public static IReadOnlyList<IReadOnlyList<PlacedPoint>> Place(IReadOnlyList<ChartSeries> series, bool stacked, double ground)
    {
        if (!stacked)
            return [.. series.Select(s => (IReadOnlyList<PlacedPoint>)[.. s.Points.Select(p => new PlacedPoint(p.Time, ground, p.Value))])];

        // What is below zero hangs, so that a series of both signs keeps its size.
        var above = new Dictionary<DateTimeOffset, double>();
        var below = new Dictionary<DateTimeOffset, double>();
        return [.. series.Select(s => (IReadOnlyList<PlacedPoint>)[.. s.Points.Select(p => On(p.Value < 0 ? below : above, p))])];
    }

    private static PlacedPoint On(Dictionary<DateTimeOffset, double> sums, ChartPoint point)
    {
        double bottom = sums.GetValueOrDefault(point.Time);
        if (!double.IsFinite(point.Value))
            return new PlacedPoint(point.Time, bottom, double.NaN);

        return new PlacedPoint(point.Time, bottom, sums[point.Time] = bottom + point.Value);
    }
}
