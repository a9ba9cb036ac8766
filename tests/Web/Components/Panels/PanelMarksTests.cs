using Mem0Observability.Dashboards;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Web.Panels;

namespace Mem0Observability.Tests.Web.Components.Panels;

public sealed class PanelMarksTests
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void A_mark_lasts_while_samples_follow_each_other()
    {
        var labels = new Dictionary<string, string> { ["alertname"] = "Slow" };
        MetricSample[] samples = [.. new[] { 0, 1, 2, 10 }.Select(m => new MetricSample("ALERTS", labels, DateTimeOffset.UnixEpoch.AddMinutes(m), 1))];
        var marks = PanelMarks.Of(new DashboardAnnotation("Alerts", "ALERTS", s_minute, "{{alertname}}"), new MetricAnswer("matrix", samples, []), s_minute);
        marks.Select(m => (m.Text, (m.Start - DateTimeOffset.UnixEpoch).TotalMinutes, (m.End!.Value - m.Start).TotalMinutes)).Should().Equal(("Slow", 10, 1), ("Slow", 0, 3));
    }
}
