using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.History;
using Mem0Observability.Signals.Slo;

namespace Mem0Observability.Reports;

/// <summary>Asks everything that a report needs. A place that does not answer makes a gap that the report names.</summary>
internal sealed class ReportCollector(SignalSources sources, TimeProvider time)
{
    private const string Escalation = "Mem0PageUnacknowledged";

    public async Task<ReportData> CollectAsync(DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var source = new ReportSource();
        var metrics = new ReportMetrics(sources.Metrics, start, end);
        var levels = source.ListAsync<ServiceLevel>(
            "objectives", new SloQuery(sources.Metrics, new FixedTime(end)).RunAsync(new SloRequest([], [], end - start), cancellationToken));
        var alerts = source.ListAsync<AlertHistory>(
            "incidents", new HistoryQuery(sources.Inbox, time).RunAsync(new HistoryFilter([], [], start), cancellationToken));
        var pictures = source.AskAsync("pictures", () => metrics.PicturesAsync(cancellationToken), []);
        var worse = source.AskAsync("regressions", () => metrics.RegressionsAsync(cancellationToken), ([], []));
        var canaries = source.AskAsync("canaries", () => metrics.CanariesAsync(cancellationToken), []);
        await Task.WhenAll(levels, alerts, pictures, worse, canaries);
        if (source.Total is { } fault)
            throw fault;

        List<AlertHistory>? all = (await alerts)?.Where(a => a.StartedAt < end && a.Name != Escalation).OrderBy(a => a.StartedAt).ToList();
        return new ReportData(
            start,
            end,
            time.GetUtcNow(),
            await levels,
            await pictures,
            all?.Where(a => !a.Drill).ToList(),
            all?.Where(a => a.Drill).ToList() ?? [],
            (await worse).Slower,
            (await worse).Failing,
            await canaries,
            source.Missing);
    }

    /// <summary>Objectives are measured up to now, which is the end of the range.</summary>
    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
