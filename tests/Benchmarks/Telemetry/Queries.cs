using System.Diagnostics;
using Mem0Observability.Tests.Load;

namespace Mem0Observability.Tests.Benchmarks.Telemetry;

/// <summary>Each kind of question, many times with different arguments; first on a quiet observer, then while it takes in rows.</summary>
internal static class Queries
{
    private const int Passes = 3;
    private const int BusyRate = 5000;

    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_day = TimeSpan.FromHours(24);

    public static async Task MeasureAsync(ObserverProcess observer, Dataset data, Report report, CancellationToken cancellationToken)
    {
        var kinds = Kinds(data).Where(k => report.Wants(k.Measure)).ToList();
        if (kinds.Count == 0) return;
        Report.Say("Queries on a quiet observer");
        await RunAsync(observer, kinds, "", report, cancellationToken);

        Report.Say($"Queries while {BusyRate:N0} rows/s come in");
        using var sender = new OtlpSender(observer.Grpc);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var load = new PacedLoad(sender, BusyRate).RunAsync(TimeSpan.FromMinutes(10), enough.Token);
        await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
        await RunAsync(observer, kinds, "_busy", report, cancellationToken);
        await enough.CancelAsync();
        await load;
    }

    private static IEnumerable<Kind> Kinds(Dataset data) =>
    [
        new("trace_by_id", "", 100, n => data.TraceById(n), "spanId"),
        // Both words stand in the same lines; in lines of their own, each of which is frequent; and one of them is rare.
        new("log_search", "together", 15, n => data.LogSearch(n, "mem0", "timeout openai"), "timeout"),
        new("log_search", "apart", 15, n => data.LogSearch(n, "mem0", "pgvector " + Vocabulary.Words[12]), "pgvector"),
        new("log_search", "rare", 15, n => data.LogSearch(n, "mem0", $"timeout {Vocabulary.Words[500 + n]}"), "logs"),
        new("log_search", "nothing", 15, n => data.LogSearch(n, "mem0", "timeout pgvector"), "logs"),
        new("find_traces", "operation", 15, n => data.FindTraces(n, s_hour, "&query.operation_name=" + Uri.EscapeDataString("POST /search")), "spanId"),
        new("find_traces", "service", 15, n => data.FindTraces(n, s_hour, ""), "spanId"),
        new("find_traces", "slow", 15, n => data.FindTraces(n, s_hour, "&query.duration_min=8s"), "spanId"),
        new("find_traces", "slow_day", 15, n => data.FindTraces(n, s_day, "&query.duration_min=40s"), "spanId"),
        .. Rollups(data, "rollup_hour", s_hour),
        .. Rollups(data, "rollup_day", s_day),
    ];

    private static IEnumerable<Kind> Rollups(Dataset data, string measure, TimeSpan length) =>
    [
        new(measure, "dependencies", 15, n => data.Dependencies(n, length), "callCount"),
        new(measure, "histogram", 15, n => data.Histogram(n, length), "count"),
        new(measure, "latencies", 15, n => data.Latencies(n, length), "p95"),
    ];

    private static async Task RunAsync(ObserverProcess observer, List<Kind> kinds, string suffix, Report report, CancellationToken cancellationToken)
    {
        foreach (var measure in kinds.GroupBy(k => k.Measure))
        {
            var slowest = 0d;
            foreach (var kind in measure) slowest = Math.Max(slowest, await MedianAsync(observer, kind, report, cancellationToken));
            report.AddPromised(measure.Key + suffix, slowest, "ms");
        }
    }

    private static async Task<double> MedianAsync(ObserverProcess observer, Kind kind, Report report, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var pass = 0; pass <= Passes; pass++)
        {
            for (var number = 0; number < kind.Arguments; number++)
            {
                var watch = Stopwatch.StartNew();
                var answer = await observer.GetAsync(kind.Request(number), cancellationToken);
                if (pass > 0) times.Add(watch.Elapsed.TotalMilliseconds);
                if (pass == 0 && !answer.Contains(kind.Expected, StringComparison.Ordinal)) report.Fail($"{kind.Measure} {kind.Name}: {kind.Request(number)} gave {answer[..Math.Min(answer.Length, 200)]}");
            }
        }

        Report.Say($"  {kind.Measure} {kind.Name}: median {Report.Median(times):0.0} ms, worst {times.Max():0.0} ms");
        return Report.Median(times);
    }

    /// <param name="Expected">Stands in every answer that is not empty.</param>
    private sealed record Kind(string Measure, string Name, int Arguments, Func<int, string> Request, string Expected);
}
