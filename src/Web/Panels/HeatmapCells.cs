using System.Globalization;
using System.Text;
using Mem0Observability.Charts;
using Mem0Observability.Web.Charts;

namespace Mem0Observability.Web.Panels;

/// <summary>Counts of a histogram by time and bucket.</summary>
/// <param name="Bounds">The upper bound of each bucket, the least first; the last may be infinite.</param>
/// <param name="Counts">A series of counts for each bucket.</param>
internal sealed record HeatmapCells(IReadOnlyList<double> Bounds, IReadOnlyList<ChartSeries> Counts)
{
    /// <summary>As many shades as can be told apart.</summary>
    public const int Shades = 8;

    public double Most { get; } = Counts.SelectMany(c => c.Points).Select(p => p.Value).Where(double.IsFinite).DefaultIfEmpty(0).Max();

    /// <summary>A classic histogram counts in each bucket what is in the lesser ones as well.</summary>
    public static HeatmapCells Of(IReadOnlyList<PanelSeries> series, string? unit)
    {
        var buckets = series.Where(s => s.Labels.ContainsKey("le")).Select(s => (Bound: Bound(s.Labels["le"]), s.Points)).OrderBy(b => b.Bound).ToList();
        var counts = new List<ChartSeries>();
        var below = new Dictionary<DateTimeOffset, double>();
        foreach (var (bound, points) in buckets)
        {
            counts.Add(new ChartSeries($"≤ {UnitText.Format(bound, unit)}", [.. points.Select(p => p with { Value = Math.Max(0, p.Value - below.GetValueOrDefault(p.Time)) })]));
            foreach (ChartPoint point in points)
                below[point.Time] = point.Value;
        }

        return new HeatmapCells([.. buckets.Select(b => b.Bound)], counts);
    }

    /// <summary>Where a value is, in buckets from the bottom.</summary>
    public double Place(double value)
    {
        for (int i = 0; i < Bounds.Count; i++)
        {
            if (value > Bounds[i])
                continue;
            double low = i > 0 ? Bounds[i - 1] : 0;
            return i + (double.IsFinite(Bounds[i]) && Bounds[i] > low ? Math.Clamp((value - low) / (Bounds[i] - low), 0, 1) : 0.5);
        }

        return Bounds.Count;
    }

    /// <summary>From 1, for the fewest, to <see cref="Shades"/>; 0 where nothing was counted. By the root, so that a few are seen beside many.</summary>
    public int Shade(double count) => count > 0 && Most > 0 && double.IsFinite(count) ? Math.Clamp((int)Math.Ceiling(Math.Sqrt(count / Most) * Shades), 1, Shades) : 0;

    /// <returns>A path for each shade, the lightest first.</returns>
    public IReadOnlyList<string> Paths(PlotFrame frame, TimeSpan step)
    {
        var paths = Enumerable.Range(0, Shades).Select(_ => new StringBuilder()).ToArray();
        string width = PathText.Number(frame.Width * (step / (frame.End - frame.Start)));
        for (int i = 0; i < Counts.Count; i++)
        {
            string top = PathText.Number(frame.Y(i + 1)), height = PathText.Number(frame.Y(i) - frame.Y(i + 1));
            foreach (ChartPoint point in Counts[i].Points)
            {
                if (Shade(point.Value) is > 0 and var shade)
                    paths[shade - 1].Append(CultureInfo.InvariantCulture, $"M{PathText.Number(frame.X(point.Time))} {top}h{width}v{height}h-{width}z");
            }
        }

        return [.. paths.Select(p => p.ToString())];
    }

    private static double Bound(string text) => text is "+Inf" or "Inf" ? double.PositiveInfinity : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double bound) ? bound : double.NaN;
}
