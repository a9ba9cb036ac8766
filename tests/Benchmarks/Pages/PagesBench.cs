using Mem0Observability.Docker;
using Mem0Observability.Stack;
using Mem0Observability.Tests.Load;

namespace Mem0Observability.Tests.Benchmarks.Pages;

/// <summary>
/// How soon a page shows what it is for, on a Lite stack with the demo and a past of a day: <c>page_overview</c>: verdict, services, objectives and
/// canaries; <c>page_dashboard</c>: the first twelve panels of the overview, of the last day; <c>page_dashboard_heaviest</c>: those of the
/// dashboard of performance, which are quantiles of histograms by route; <c>page_trace</c>: the waterfall of ten thousand spans.
/// </summary>
internal static class PagesBench
{
    private const string Project = $"-ProjectName {BenchStack.Project}";
    private const int Hours = 24;
    private const int Rounds = 7;
    private const int Spans = 10_000;
    private const int Panels = 12;

    /// <summary>What the demo would send in a day, about.</summary>
    private const int Rows = 500_000;
    private const int BatchRows = 4000;

    /// <summary>Enough samples of everything to go on from, and time for what has just started to come to rest.</summary>
    private static readonly TimeSpan s_recording = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan s_settle = TimeSpan.FromMinutes(2);

    public static async Task MeasureAsync(Report report, CancellationToken cancellationToken)
    {
        using var engine = await EngineConnection.OpenAsync(cancellationToken);
        using (var session = new Session())
        {
            session.Run($"Start-Mem0Monitoring -Profile Lite {Project} -ImageSource Distribution; Start-Mem0Demo {Project}", cancellationToken);
        }

        Report.Say($"Pages: {s_recording.TotalMinutes:0} min of the demo's traffic");
        await Task.Delay(s_recording, cancellationToken);
        var prometheus = (await engine.ListContainersAsync(StackLabels.Of(BenchStack.Project), cancellationToken)).Single(c => c.Labels[StackLabels.Service] == "prometheus");
        var samples = await new MetricHistory(engine, Local("PROMETHEUS_PORT"), prometheus.Image, $"{BenchStack.Project}_prometheus").AddAsync(Hours, cancellationToken);
        await SendAsync(cancellationToken);
        Report.Say($"Pages: {samples:N0} samples, {Rows:N0} spans and {Rows:N0} log records of {Hours} h are there; {s_settle.TotalMinutes:0} min to settle");
        await Task.Delay(s_settle, cancellationToken);

        await using var timer = await PageTimer.StartAsync();
        await TimeAsync(report, timer, "page_overview", "/", "['verdict','services','slos','canaries'].every(id => document.querySelector(`[data-testid=${id}]:not(:has([aria-busy=true]))`))");
        var panels = $"[...document.querySelectorAll('.board-panel')].slice(0, {Panels}).filter(p => ['data', 'empty'].includes(p.dataset.state)).length == {Panels}";
        await TimeAsync(report, timer, "page_dashboard", "/dashboards/overview?from=now-24h", panels);
        await TimeAsync(report, timer, "page_dashboard_heaviest", "/dashboards/performance?from=now-24h", panels);
        await TimeAsync(report, timer, "page_trace", $"/traces/{LargeTrace.Id}", "document.querySelectorAll('[data-testid=waterfall] [role=treeitem]').length > 20");
    }

    private static async Task TimeAsync(Report report, PageTimer timer, string name, string path, string shown)
    {
        if (!report.Wants(name)) return;
        var times = new List<double>();
        // The first one is the server's first of its kind, too.
        for (var round = 0; round <= Rounds; round++) times.Add(await timer.OpenAsync(new Uri(Local("OBSERVER_PORT"), path), shown));
        report.AddPromised(name, Report.Median(times.Skip(1)), "s");
        report.AddPromised(name + "_max", times.Skip(1).Max(), "s");
        report.AddPromised(name + "_first", times[0], "s");
    }

    private static async Task SendAsync(CancellationToken cancellationToken)
    {
        using var sender = new OtlpSender(Local("OTLP_GRPC_PORT"));
        var day = new TimeWindow(TimeWindow.Nanoseconds(DateTimeOffset.UtcNow.AddHours(-Hours)), (long)TimeSpan.FromHours(Hours).TotalNanoseconds);
        foreach (var make in (Func<int, IPayload>[])[seed => new SpanPayload(BatchRows, seed), seed => new LogPayload(BatchRows, seed)])
            await new Flood(sender, 2, make).RunAsync(0, Rows / BatchRows, day, cancellationToken);
        foreach (var request in LargeTrace.Requests(Spans, DateTimeOffset.UtcNow.AddMinutes(-10)))
            await sender.SendOnceAsync(spans: true, request, cancellationToken);
    }

    private static Uri Local(string portVariable) => new($"http://127.0.0.1:{Environment.GetEnvironmentVariable(portVariable)}");
}
