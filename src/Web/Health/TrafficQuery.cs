using System.Globalization;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Drills;
using Mem0Observability.Signals.Silences;
using Mem0Observability.Web.Charts;
using Mem0Observability.Web.Live;
using Mem0Observability.Web.Time;

namespace Mem0Observability.Web.Health;

/// <summary>Asks for requests and failures, and for what may explain them. Marks that cannot be had leave the lines as they are.</summary>
internal sealed class TrafficQuery(SignalSources sources)
{
    private const int Points = 120;

    private const string Starts = "process_start_time_seconds";
    private const string Builds = "max by (service, version) (label_replace({__name__=~\".+_build_info\"}, \"name\", \"$1\", \"__name__\", \"(.+)\"))";

    public async Task<Traffic> AskAsync(PageTime time, CancellationToken cancellationToken)
    {
        TimeSpan step = TimeSpan.FromSeconds(Math.Max(15, Math.Ceiling(time.Length.TotalSeconds / Points)));
        string range = Math.Max(60, step.TotalSeconds * 2).ToString("0", CultureInfo.InvariantCulture) + "s";
        Task<MetricAnswer> requests = RangeAsync($"sum by (service) (rate(http_server_requests_total{{service!~\"{DrillMark.Prefix}.*\"}}[{range}]))");
        Task<MetricAnswer> errors = RangeAsync($"sum by (service) (rate(http_server_requests_total{{status=~\"5.*\",service!~\"{DrillMark.Prefix}.*\"}}[{range}]))");
        var starts = Asked<MetricAnswer>.ForAsync(() => RangeAsync(Starts));
        var builds = Asked<MetricAnswer>.ForAsync(() => RangeAsync(Builds));
        var silences = Asked<IReadOnlyList<RoutedSilence>>.ForAsync(() => sources.Router.SilencesAsync(cancellationToken));
        await Task.WhenAll(requests, errors, starts, builds, silences);
        var (start, build, silence) = (await starts, await builds, await silences);
        return new Traffic(
            Series((await requests).Samples),
            Series((await errors).Samples),
            [.. Deployments.Find(start.Value?.Samples ?? [], build.Value?.Samples ?? [], time), .. Silent(silence.Value ?? [], time)],
            [.. new[] { start.Fault, build.Fault, silence.Fault }.OfType<StackException>().Select(f => f.Message).Distinct()]);

        Task<MetricAnswer> RangeAsync(string promQL) => sources.Metrics.QueryRangeAsync(promQL, time.Start, time.End, step, cancellationToken);
    }

    private static IEnumerable<ChartMark> Silent(IReadOnlyList<RoutedSilence> silences, PageTime time) =>
        silences.Where(s => s.StartsAt < time.End && s.EndsAt > time.Start)
            .OrderBy(s => s.StartsAt)
            .Select(s => new ChartMark(s.StartsAt, s.EndsAt, $"Silence {string.Join(", ", s.Matchers)}: {s.Comment}", "silence"));

    private static IReadOnlyList<ChartSeries> Series(IReadOnlyList<MetricSample> samples) =>
        [.. samples.GroupBy(s => s.Labels.GetValueOrDefault("service", ""))
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new ChartSeries(g.Key, [.. g.Select(s => new ChartPoint(s.Timestamp, s.Value))]))];
}
