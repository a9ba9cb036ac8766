namespace Mem0Observability.Web.Charts;

/// <summary>Finds the point that a cursor means.</summary>
internal static class PointSearch
{
    /// <param name="points">Oldest first.</param>
    /// <returns>Null where none is within <paramref name="reach"/>.</returns>
    public static ChartPoint? Nearest(IReadOnlyList<ChartPoint> points, DateTimeOffset time, TimeSpan reach)
    {
        int low = 0, high = points.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (points[middle].Time < time)
                low = middle + 1;
            else
                high = middle;
        }

        ChartPoint? best = null;
        for (int i = Math.Max(0, low - 1); i <= low && i < points.Count; i++)
        {
            TimeSpan distance = (points[i].Time - time).Duration();
            if (distance <= reach && (best is not { } other || distance < (other.Time - time).Duration()))
                best = points[i];
        }

        return best;
    }
}
