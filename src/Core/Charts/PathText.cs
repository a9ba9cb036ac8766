using System.Globalization;
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
            for (int i = 1; i < run.Count; i++)
                Next(text, frame, run[i - 1].Top, run[i].Time, run[i].Top, stepped);
        }

        return text.ToString();
    }

    public static string Area(IReadOnlyList<PlacedPoint> points, PlotFrame frame, TimeSpan gap, bool stepped)
    {
        var text = new StringBuilder();
        foreach (var run in Runs(points, gap).Where(r => r.Count > 1))
        {
            Start(text, frame.X(run[0].Time), frame.Y(run[0].Top));
            for (int i = 1; i < run.Count; i++)
                Next(text, frame, run[i - 1].Top, run[i].Time, run[i].Top, stepped);
            Back(text, frame, run, stepped);

            text.Append('z');
        }

        return text.ToString();
    }

    private static void Back(StringBuilder text, PlotFrame frame, List<PlacedPoint> run, bool stepped)
    {
        bool flat = run.TrueForAll(p => p.Bottom == run[0].Bottom);
        for (int i = run.Count - 1; i >= 0; i--)
        {
            // A flat ground needs its two ends only, which is half of the text.
            if (flat && i > 0 && i < run.Count - 1)
                continue;
            Pair(text.Append('L'), frame.X(run[i].Time), frame.Y(run[i].Bottom));
            if (stepped && !flat && i > 0)
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

    public static string Number(double value) => (Math.Round(value, 1) is var round && round == 0 ? 0 : round).ToString("0.#", CultureInfo.InvariantCulture);

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

    private static void Next(StringBuilder text, PlotFrame frame, double before, DateTimeOffset time, double value, bool stepped)
    {
        if (stepped)
            Pair(text.Append('L'), frame.X(time), frame.Y(before));
        Pair(text.Append('L'), frame.X(time), frame.Y(value));
    }

    private static void Pair(StringBuilder text, double x, double y) => text.Append(Number(x)).Append(' ').Append(Number(y));
}
