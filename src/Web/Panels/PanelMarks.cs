using Mem0Observability.Dashboards;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Web.Charts;

namespace Mem0Observability.Web.Panels;

/// <summary>Makes marks of the samples of an annotation: each is there for as long as samples follow each other.</summary>
internal static class PanelMarks
{
    /// <summary>More hide the lines that they explain.</summary>
    private const int Most = 50;

    public static IReadOnlyList<ChartMark> Of(DashboardAnnotation annotation, MetricAnswer answer, TimeSpan step)
    {
        var marks = new List<ChartMark>();
        foreach (var series in answer.Samples.GroupBy(s => s.Labels, ReferenceEqualityComparer.Instance))
        {
            DateTimeOffset? last = null;
            foreach (MetricSample sample in series)
            {
                if (last is not { } before || sample.Timestamp - before > step * 1.5)
                    marks.Add(new ChartMark(sample.Timestamp, null, LegendText.Of(annotation.Title, sample.Metric, sample.Labels, annotation.Name), "alert"));
                marks[^1] = marks[^1] with { End = sample.Timestamp + step };
                last = sample.Timestamp;
            }
        }

        return [.. marks.OrderByDescending(m => m.Start).Take(Most)];
    }
}
