using Bunit;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Tests.Unit.Signals;
using Mem0Observability.Web;
using Mem0Observability.Web.Panels;
using Mem0Observability.Web.Time;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Mem0Observability.Tests.Web.Components.Panels;

/// <summary>Draws dashboards that a test writes, about a store that it makes up.</summary>
public abstract class BoardPage : BunitContext
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-boards");

    protected BoardPage()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton(new SignalSources(Metrics, new FakeAlertRouter(), new FakeAlertInbox(), Logs, new FakeTraceStore(), new FakeProbes()));
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton(new WebSettings { Dashboards = _folder.FullName });
        Services.AddScoped<PageClock>();
        Services.AddScoped<Boards>();
        Services.AddScoped<PanelAsker>();
        Services.AddScoped<PanelQuestions>();
        RenderTree.Add<CascadingValue<PageTime>>(p => p.Add(v => v.Value, new PageTime(TimeRange.Default, Now.AddHours(-1), Now)));
    }

    private protected FakeMetricStore Metrics { get; } = new();

    private protected FakeLogStore Logs { get; } = new();

    private protected ManualTime Time { get; } = new() { Horizon = TimeSpan.Zero };

    protected DateTimeOffset Now => Time.GetUtcNow();

    /// <param name="panel">The members of one panel, but for its id and place.</param>
    private protected IRenderedComponent<DashboardPage> Show(string panel) => ShowAll($$"""{"id": 1, "gridPos": {"x": 0, "y": 0, "w": 12, "h": 8}, {{panel}}}""");

    private protected IRenderedComponent<DashboardPage> ShowAll(string panels, string variables = "")
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "small.json"), $$"""
            {"uid": "mem0-small", "title": "Small", "description": "For tests.", "time": {"from": "now-6h"}, "templating": {"list": [{{variables}}]}, "panels": [{{panels}}]}
            """);
        return Render<DashboardPage>(p => p.Add(d => d.Name, "small"));
    }

    /// <summary>Samples fifteen seconds apart up to now.</summary>
    private protected MetricSample[] Samples(string label, params double[] values)
    {
        var labels = new Dictionary<string, string> { ["service"] = label };
        return [.. values.Select((v, i) => new MetricSample("", labels, Now.AddSeconds(-15 * (values.Length - 1 - i)), v))];
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _folder.Delete(recursive: true);
    }
}
