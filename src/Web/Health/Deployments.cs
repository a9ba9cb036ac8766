using Mem0Observability.Model;
using Mem0Observability.Web.Charts;
using Mem0Observability.Web.Time;

namespace Mem0Observability.Web.Health;

/// <summary>Finds in the metrics when something was deployed: processes that started, and builds that took the place of others.</summary>
internal static class Deployments
{
    public const string Kind = "deploy";

    /// <summary>The workers of one service, and services that were started together, are one mark.</summary>
    private static readonly TimeSpan s_together = TimeSpan.FromMinutes(1);

    /// <param name="starts">Start times of processes, in seconds since the Unix epoch, over the page's time.</param>
    /// <param name="builds">The series of builds over the page's time; the label <c>version</c> says which.</param>
    public static IReadOnlyList<ChartMark> Find(IReadOnlyList<MetricSample> starts, IReadOnlyList<MetricSample> builds, PageTime time)
    {
        TimeSpan near = Max(s_together, time.Length / 100);
        Dictionary<string, string> versions = Versions(builds);
        var marks = new List<ChartMark>();
        foreach (var (at, service) in Starts(starts, time))
        {
            string what = versions.TryGetValue(service, out string? change) ? $"{service} started ({change})" : $"{service} started";
            if (marks.Count > 0 && at - marks[^1].Start <= near)
                marks[^1] = Join(marks[^1], what);
            else
                marks.Add(new ChartMark(at, null, what, Kind));
        }

        return marks;
    }

    private static ChartMark Join(ChartMark mark, string what) =>
        mark.Text.Split(", ").Contains(what, StringComparer.Ordinal) ? mark : mark with { Text = $"{mark.Text}, {what}" };

    private static IEnumerable<(DateTimeOffset At, string Service)> Starts(IReadOnlyList<MetricSample> samples, PageTime time) =>
        samples.Where(s => s.Value > 0 && s.Value < DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            .Select(s => (At: DateTimeOffset.FromUnixTimeSeconds((long)s.Value), Service: s.Labels.GetValueOrDefault("service", "")))
            .Where(s => s.Service.Length > 0 && s.At >= time.Start && s.At <= time.End)
            .Distinct()
            .OrderBy(s => s.At)
            .ThenBy(s => s.Service, StringComparer.Ordinal);

    /// <summary>By service with more than one version in that time: the first and the last of them.</summary>
    private static Dictionary<string, string> Versions(IReadOnlyList<MetricSample> builds) =>
        builds.Where(b => b.Labels.ContainsKey("version"))
            .GroupBy(b => b.Labels.GetValueOrDefault("service", ""))
            .Select(g => (g.Key, Seen: g.OrderBy(b => b.Timestamp).Select(b => b.Labels["version"]).Distinct(StringComparer.Ordinal).ToList()))
            .Where(v => v.Seen.Count > 1)
            .ToDictionary(v => v.Key, v => $"{v.Seen[0]} to {v.Seen[^1]}");

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
