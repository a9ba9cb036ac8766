namespace Mem0Observability.Web.Charts;

/// <summary>Keeps what a chart of some width can show: from each column its least and its greatest value, so that no peak is lost.</summary>
internal static class Thinning
{
    public static ChartSeries To(ChartSeries series, int width) =>
        series.Points.Count <= 2 * width ? series : series with { Points = [.. Columns(series.Points, width)] };

    private static IEnumerable<ChartPoint> Columns(IReadOnlyList<ChartPoint> points, int width)
    {
        for (int column = 0; column < width; column++)
        {
            int from = (int)((long)points.Count * column / width), to = (int)((long)points.Count * (column + 1) / width);
            int least = from, most = from;
            for (int i = from; i < to; i++)
            {
                if (!double.IsFinite(points[least].Value) || points[i].Value < points[least].Value)
                    least = i;
                if (!double.IsFinite(points[most].Value) || points[i].Value > points[most].Value)
                    most = i;
            }

            yield return points[Math.Min(least, most)];
            if (least != most)
                yield return points[Math.Max(least, most)];
        }
    }
}
