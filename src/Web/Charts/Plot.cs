using Mem0Observability.Charts;

namespace Mem0Observability.Web.Charts;

/// <summary>A chart over time with everything in its place; pages and reports draw the same.</summary>
/// <param name="More">How many series were left out.</param>
internal sealed record Plot(
    ChartInput Input,
    PlotFrame Frame,
    IReadOnlyList<PlotLine> Lines,
    IReadOnlyList<AxisTick> Values,
    IReadOnlyList<AxisTick> Times,
    TimeSpan Step,
    int More)
{
    /// <summary>More lines than anybody can tell apart; the rest is only counted.</summary>
    public const int MaxSeries = 60;

    private const int TimeTicks = 6;

    /// <summary>About the height of three lines of text for each.</summary>
    private const double TickHeight = 40;

    public bool IsEmpty => Lines.All(l => !l.Series.Points.Any(p => double.IsFinite(p.Value))) && Input.Dots.Count == 0;

    public static Plot Of(ChartInput input)
    {
        ChartSeries[] shown = [.. input.Series.Take(MaxSeries).Select(s => input.Stacked ? s : Thinning.To(s, (int)input.Width))];
        TimeSpan step = input.Step ?? Least(shown);
        // What stands on the zero line needs it in the picture.
        double? ground = input.Stacked || input.Shape == ChartShape.Bars ? 0 : null;
        var placed = Stacking.Place(shown, input.Stacked, ground ?? double.NegativeInfinity);
        PlotFrame frame = Measure(input, placed, ground);
        // The ground of an area that is not stacked is the bottom of the picture, or zero where that is in sight.
        double bottom = ground ?? Math.Clamp(0, frame.Low, frame.High);
        if (!input.Stacked)
            placed = Stacking.Place(shown, stacked: false, bottom);

        return new Plot(
            input,
            frame,
            [.. shown.Select((s, i) => Line(input, frame, s, i, placed[i], step))],
            ValueAxis.Texts(frame, Ticks(input), input.Unit, input.Decimals),
            TimeAxis.Texts(frame, TimeTicks),
            step,
            input.Series.Count - shown.Length);
    }

    private static PlotFrame Measure(ChartInput input, IReadOnlyList<IReadOnlyList<PlacedPoint>> placed, double? ground)
    {
        List<double> values = [.. placed.SelectMany(p => p).Select(p => p.Top).Concat(input.Dots.Select(d => d.Value)).Where(double.IsFinite)];
        if (input.IsLogarithmic)
            return Logarithmic(input, [.. values.Where(v => v > 0)]);

        if (input.ThresholdStyle != ChartThresholdStyle.None && values.Count > 0)
        {
            // A threshold that is not far away is drawn; one that is would flatten the lines.
            double most = values.Max();
            values.AddRange(input.Thresholds.Select(t => t.Value).Where(v => double.IsFinite(v) && v <= 2 * most));
        }

        if (ground is { } zero)
            values.Add(zero);

        var (low, high) = ValueAxis.Limits(values, input.Min, input.Max, Ticks(input), input.Unit);
        return new PlotFrame(input.Start, input.End, low, high, input.Width, input.Height);
    }

    private static PlotFrame Logarithmic(ChartInput input, double[] values)
    {
        double low = input.Min is > 0 and var min ? min : values.Length > 0 ? Math.Pow(10, Math.Floor(Math.Log10(values.Min()))) : 0.1;
        double high = input.Max ?? (values.Length > 0 ? Math.Pow(10, Math.Ceiling(Math.Log10(values.Max()) + 1e-9)) : 10);
        return new PlotFrame(input.Start, input.End, low, high > low ? high : low * 10, input.Width, input.Height, IsLogarithmic: true);
    }

    private static PlotLine Line(ChartInput input, PlotFrame frame, ChartSeries series, int index, IReadOnlyList<PlacedPoint> points, TimeSpan step)
    {
        TimeSpan gap = input.SpanGaps || step <= TimeSpan.Zero ? TimeSpan.MaxValue : step * 1.5;
        string path = input.Shape switch
        {
            ChartShape.Bars => PathText.Bars(points, frame, step),
            ChartShape.Points => PathText.Points(points, frame),
            _ => PathText.Line(points, frame, gap, input.Shape == ChartShape.Steps),
        };
        string area = input is { Fill: > 0, Shape: ChartShape.Lines or ChartShape.Steps } ? PathText.Area(points, frame, gap, input.Shape == ChartShape.Steps) : "";
        return new PlotLine(series, series.Colour ?? ChartColours.InTurn(index), series.Colour is null ? ChartColours.Dashes(index) : 0, path, area);
    }

    private static int Ticks(ChartInput input) => Math.Clamp((int)(input.Height / TickHeight), 2, 8);

    private static TimeSpan Least(ChartSeries[] series)
    {
        TimeSpan least = TimeSpan.MaxValue;
        foreach (ChartSeries one in series)
        {
            for (int i = 1; i < one.Points.Count; i++)
            {
                if (one.Points[i].Time - one.Points[i - 1].Time is var step && step > TimeSpan.Zero && step < least)
                    least = step;
            }
        }

        return least == TimeSpan.MaxValue ? TimeSpan.Zero : least;
    }
}
