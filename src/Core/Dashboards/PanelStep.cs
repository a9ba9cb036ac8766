namespace Mem0Observability.Dashboards;

/// <summary>How far apart the points of a panel are, by Grafana's rule for half the width; <c>$__interval</c> and its relatives come from it.</summary>
internal static class PanelStep
{
    /// <summary>How often Prometheus scrapes by default; the data source's <c>timeInterval</c> in Grafana.</summary>
    public static readonly TimeSpan Scrape = TimeSpan.FromSeconds(15);

    /// <summary>The width that the dashboards are laid out for, in pixels.</summary>
    private const int Width = 1280;

    /// <summary>Grafana takes one. Nobody sees the difference, and store, network and browser have half of the work.</summary>
    private const int PixelsPerPoint = 2;

    private const int AllColumns = 24;

    /// <summary>Below how many seconds between two points which step is taken, so that steps are round.</summary>
    private static readonly (double Below, int Step)[] s_rounds =
    [
        (1.5, 1), (3.5, 2), (7.5, 5), (12.5, 10), (17.5, 15), (25, 20), (45, 30), (90, 60), (210, 120), (450, 300), (750, 600), (1050, 900),
        (1500, 1200), (2700, 1800), (5400, 3600), (9000, 7200), (16200, 10800), (32400, 21600), (86400, 43200), (double.MaxValue, 86400),
    ];

    public static TimeSpan Of(DashboardPanel panel, TimeSpan range)
    {
        int points = Math.Max(1, panel.MaxPoints ?? Width * panel.Columns / AllColumns / PixelsPerPoint);
        double seconds = range.TotalSeconds / points;
        var step = TimeSpan.FromSeconds(s_rounds.First(r => seconds < r.Below).Step);
        TimeSpan least = panel.MinStep ?? Scrape;
        return step > least ? step : least;
    }

    /// <summary>On the grid of steps, as Grafana asks, so that a refresh gives the same points again.</summary>
    public static DateTimeOffset OnGrid(DateTimeOffset time, TimeSpan step) => new(time.UtcTicks / step.Ticks * step.Ticks, TimeSpan.Zero);

    /// <summary>Wide enough for four scrapes, so that one lost scrape leaves no gap.</summary>
    public static TimeSpan Rate(DashboardPanel panel, TimeSpan step)
    {
        TimeSpan scrape = panel.MinStep ?? Scrape;
        return step + scrape > 4 * scrape ? step + scrape : 4 * scrape;
    }
}
