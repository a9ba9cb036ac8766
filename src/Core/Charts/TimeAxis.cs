using System.Globalization;

namespace Mem0Observability.Charts;

/// <summary>Round moments to write below a chart, in UTC.</summary>
internal static class TimeAxis
{
    private const long Day = 86400;

    private static readonly long[] s_seconds =
        [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, Day, 2 * Day, 7 * Day, 14 * Day, 30 * Day, 90 * Day];

    public static IReadOnlyList<AxisTick> Texts(PlotFrame frame, int ticks)
    {
        double length = (frame.End - frame.Start).TotalSeconds;
        long step = s_seconds.FirstOrDefault(s => length / s <= ticks, s_seconds[^1]);
        long first = (long)Math.Ceiling(frame.Start.ToUnixTimeMilliseconds() / 1000.0 / step) * step;
        var texts = new List<AxisTick>();
        for (var time = DateTimeOffset.FromUnixTimeSeconds(first); time <= frame.End; time += TimeSpan.FromSeconds(step))
            texts.Add(new AxisTick(frame.X(time), Text(time, step)));

        return texts;
    }

    private static string Text(DateTimeOffset time, long step)
    {
        bool midnight = time.TimeOfDay == TimeSpan.Zero;
        string format = step < 60 ? "HH:mm:ss" : step >= Day || midnight && step >= 3600 ? "MM-dd" : "HH:mm";
        return time.ToString(format, CultureInfo.InvariantCulture);
    }
}
