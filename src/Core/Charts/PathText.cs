using System.Text;

namespace Mem0Observability.Charts;

/// <summary>Writes what lies in a frame as an SVG path: one element for a series, however many points it has.</summary>
internal static class PathText
{
    public static string Line(IReadOnlyList<PlacedPoint> points, PlotFrame frame, TimeSpan gap, bool stepped)
    {
        var text = new StringBuilder();
        foreach (var run in Runs(points, gap))
        {
            Start(text, frame.X(run[0].Time), frame.Y(run[0].Top));
            // A point alone, with round ends of the line, is a dot.
            if (run.Count == 1)
                text.Append("h0");
            Follow(text, frame, run, stepped);
        }

        return text.ToString();
    }

    public static string Area(IReadOnlyList<PlacedPoint> points, PlotFrame frame, TimeSpan gap, bool stepped)
    {
        var text = new StringBuilder();
        foreach (var run in Runs(points, gap).Where(r => r.Count > 1))
        {
            Start(text, frame.X(run[0].Time), frame.Y(run[0].Top));
            Follow(text, frame, run, stepped);
            Back(text, frame, run, stepped);
            text.Append('z');
        }

        return text.ToString();
    }

    /// <summary>Along the tops, from the second point on. What lies within a level stretch is not written: idle series are mostly that.</summary>
    private static void Follow(StringBuilder text, PlotFrame frame, List<PlacedPoint> run, bool stepped)
    {
        for (int i = 1; i < run.Count; i++)
        {
            if (i < run.Count - 1 && run[i].Top == run[i - 1].Top && run[i].Top == run[i + 1].Top)
                continue;
            if (stepped)
                Pair(text.Append('L'), frame.X(run[i].Time), frame.Y(run[i - 1].Top));
            Pair(text.Append('L'), frame.X(run[i].Time), frame.Y(run[i].Top));
        }
    }

    /// <summary>Along the bottoms, from the last point to the first.</summary>
    private static void Back(StringBuilder text, PlotFrame frame, List<PlacedPoint> run, bool stepped)
    {
        for (int i = run.Count - 1; i >= 0; i--)
        {
            if (i > 0 && i < run.Count - 1 && run[i].Bottom == run[i - 1].Bottom && run[i].Bottom == run[i + 1].Bottom)
                continue;
            Pair(text.Append('L'), frame.X(run[i].Time), frame.Y(run[i].Bottom));
            if (stepped && i > 0 && run[i].Bottom != run[i - 1].Bottom)
                Pair(text.Append('L'), frame.X(run[i].Time), frame.Y(run[i - 1].Bottom));
        }
    }

    /// <summary>A bar from each point to the next step, with a little room between.</summary>
    public static string Bars(IReadOnlyList<PlacedPoint> points, PlotFrame frame, TimeSpan step)
    {
        double width = Math.Max(frame.Width * (step / (frame.End - frame.Start)), 0.5);
        double room = width > 3 ? 0.5 : 0;
        var text = new StringBuilder();
        foreach (PlacedPoint point in points.Where(p => p.IsThere && p.Top != p.Bottom))
        {
            Start(text, frame.X(point.Time) + room, frame.Y(point.Bottom));
            text.Append('V').Append(Number(frame.Y(point.Top))).Append('h').Append(Number(width - 2 * room)).Append('V').Append(Number(frame.Y(point.Bottom))).Append('z');
        }

        return text.ToString();
    }

    public static string Points(IReadOnlyList<PlacedPoint> points, PlotFrame frame)
    {
        var text = new StringBuilder();
        foreach (PlacedPoint point in points.Where(p => p.IsThere))
        {
            Start(text, frame.X(point.Time), frame.Y(point.Top));
            text.Append("h0");
        }

        return text.ToString();
    }

    /// <summary>Tenths are finer than a screen.</summary>
    public static string Number(double value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    /// <summary>What hangs together: a value that is missing, or not finite, ends a run.</summary>
    private static IEnumerable<List<PlacedPoint>> Runs(IReadOnlyList<PlacedPoint> points, TimeSpan gap)
    {
        var run = new List<PlacedPoint>();
        foreach (PlacedPoint point in points)
        {
            if (run.Count > 0 && (!point.IsThere || point.Time - run[^1].Time > gap))
            {
                yield return run;
                run = [];
            }

            if (point.IsThere)
                run.Add(point);
        }

        if (run.Count > 0)
            yield return run;
    }

    private static void Start(StringBuilder text, double x, double y) => Pair(text.Append('M'), x, y);

    private static void Pair(StringBuilder text, double x, double y)
    {
        Append(text, x);
        text.Append(' ');
        Append(text, y);
    }

    /// <summary>Without a text of its own for each number: a page of charts has a hundred thousand.</summary>
    private static void Append(StringBuilder text, double value)
    {
        long tenths = (long)Math.Round(value * 10);
        if (tenths < 0)
            text.Append('-');
        (long whole, long rest) = Math.DivRem(Math.Abs(tenths), 10);
        text.Append(whole);
        if (rest > 0)
            text.Append('.').Append((char)('0' + rest));
    }
}
