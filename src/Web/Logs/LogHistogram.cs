using Mem0Observability.Model;
using Mem0Observability.Signals.Logs;
using Mem0Observability.Web.Charts;

namespace Mem0Observability.Web.Logs;

/// <summary>Counts by minute and level, put together to as many bars as one can tell apart.</summary>
public sealed record LogHistogram(IReadOnlyList<ChartSeries> Series, TimeSpan Step, long Total)
{
    private const int MaxBars = 90;

    private static readonly int[] s_minutes = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440];

    /// <summary>The most severe level first: it lies on the ground, where it can be compared.</summary>
    public static LogHistogram Of(IReadOnlyList<LogCount> counts, DateTimeOffset start, DateTimeOffset end)
    {
        TimeSpan step = TimeSpan.FromMinutes(Array.Find(s_minutes, m => (end - start).TotalMinutes / m <= MaxBars) is > 0 and var minutes ? minutes : 7 * 1440);
        ChartSeries[] series =
        [
            .. counts.GroupBy(c => c.Level, StringComparer.Ordinal)
                .OrderByDescending(g => LogLevels.Severities(g.Key).First)
                .Select(g => new ChartSeries(g.Key.Length > 0 ? g.Key : "(no level)", Bars(g, start, end, step), Colour(g.Key))),
        ];
        return new LogHistogram(series, step, counts.Sum(c => c.Count));
    }

    /// <summary>Also the empty ones: a chart of bars stacks what has the same times.</summary>
    private static List<ChartPoint> Bars(IEnumerable<LogCount> counts, DateTimeOffset start, DateTimeOffset end, TimeSpan step)
    {
        Dictionary<DateTimeOffset, long> bars = counts.GroupBy(c => Floor(c.Minute, step)).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));
        List<ChartPoint> points = [];
        for (DateTimeOffset time = Floor(start, step); time < end; time += step)
            points.Add(new ChartPoint(time, bars.GetValueOrDefault(time)));
        return points;
    }

    private static string Colour(string level) => level switch
    {
        "Fatal" => "4",
        "Error" => "bad",
        "Warning" => "warn",
        "Information" => "info",
        _ => "soft",
    };

    private static DateTimeOffset Floor(DateTimeOffset time, TimeSpan step) => new(time.UtcTicks - (time.UtcTicks % step.Ticks), TimeSpan.Zero);
}
