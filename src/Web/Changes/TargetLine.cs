using System.Globalization;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Web.Charts;

namespace Mem0Observability.Web.Changes;

/// <summary>The series that somebody wants explained, as it is drawn.</summary>
public sealed record TargetLine(IReadOnlyList<ChartSeries> Series, DateTimeOffset Start, DateTimeOffset End, TimeSpan Step)
{
    private const int Points = 240;

    internal static async Task<TargetLine> AskAsync(
        IMetricStore store, ChangeChoice choice, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken)
    {
        TimeSpan step = TimeSpan.FromSeconds(Math.Max(15, Math.Ceiling((end - start).TotalSeconds / Points)));
        string range = string.Create(CultureInfo.InvariantCulture, $"{Math.Max(60, step.TotalSeconds)}s");
        MetricAnswer answer = await store.QueryRangeAsync(
            choice.ToRequest(start, end, end - start).ToPromQL(range), start, end, step, cancellationToken);
        return new TargetLine(
            [
                .. answer.Samples.GroupBy(s => Name(choice, s), StringComparer.Ordinal)
                    .Select(s => new ChartSeries(s.Key, [.. s.Select(p => new ChartPoint(p.Timestamp, p.Value))])),
            ],
            start,
            end,
            step);
    }

    private static string Name(ChangeChoice choice, MetricSample sample) =>
        sample.Labels.Count == 0 ? choice.Target : string.Join(", ", sample.Labels.Select(l => $"{l.Key}={l.Value}"));
}
