using System.Diagnostics;
using Mem0Observability.Tests.Load;

namespace Mem0Observability.Tests.Benchmarks.Telemetry;

/// <summary>Loads the data set in parts, spans and logs in turn, so that the cost of a row can be seen as the store grows.</summary>
internal static class Ingest
{
    private const int Parts = 20;
    private const int BatchRows = 4000;
    private const int InFlight = 4;

    /// <summary>Batches of the warm-up come after all others.</summary>
    private const long WarmUp = 1L << 36;

    public static async Task MeasureAsync(ObserverProcess observer, Dataset data, Report report, CancellationToken cancellationToken)
    {
        using var sender = new OtlpSender(observer.Grpc);
        var spans = new Flood(sender, InFlight, seed => new SpanPayload(BatchRows, seed));
        var logs = new Flood(sender, InFlight, seed => new LogPayload(BatchRows, seed));
        await spans.RunAsync(WarmUp, 8, TimeWindow.Now, cancellationToken);
        await logs.RunAsync(WarmUp, 8, TimeWindow.Now, cancellationToken);

        var spanTimes = new List<Part>();
        var logTimes = new List<Part>();
        var perPart = (Spans: data.Spans / Parts / spans.BatchRows, Logs: data.Logs / Parts / logs.BatchRows);
        for (var part = 0; part < Parts; part++)
        {
            var window = data.Window.Part((double)part / Parts, (double)(part + 1) / Parts);
            if (data.Spans > 0) spanTimes.Add(await LoadAsync(observer, "spans", spans, part * perPart.Spans, perPart.Spans, window, cancellationToken));
            if (data.Logs > 0) logTimes.Add(await LoadAsync(observer, "logs", logs, part * perPart.Logs, perPart.Logs, window, cancellationToken));
        }

        await VerifyAsync(observer, spanTimes.Concat(logTimes).Sum(p => p.Rows) + (8 * (spans.BatchRows + logs.BatchRows)), report, cancellationToken);
        data.Loaded = (perPart.Spans * Parts, spans.Traces);
        Summarize("ingest_spans", "spans/s", spanTimes, report);
        Summarize("ingest_logs", "logs/s", logTimes, report);
        report.AddPromised("ingest_rss", ProcessUsage.Peak(observer.Id), "MB");
        if (sender.Waits > 0) Report.Say($"  The observer asked {sender.Waits} times to come back later");
    }

    private static async Task<Part> LoadAsync(ObserverProcess observer, string what, Flood flood, long firstBatch, long batches, TimeWindow window, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var busy = ProcessUsage.Processor(observer.Id);
        var own = ProcessUsage.Processor(Environment.ProcessId);
        var rows = await flood.RunAsync(firstBatch, batches, window, cancellationToken);
        var seconds = watch.Elapsed.TotalSeconds;
        Report.Say($"  {rows:N0} {what}: {rows / seconds:N0}/s, observer {(ProcessUsage.Processor(observer.Id) - busy) / seconds:0.0} cores and {ProcessUsage.Resident(observer.Id):0} MB, sender {(ProcessUsage.Processor(Environment.ProcessId) - own) / seconds:0.0} cores");
        return new(rows, seconds);
    }

    /// <summary>The warm-up's payloads have a few rows more or less than the others.</summary>
    private static async Task VerifyAsync(ObserverProcess observer, long sent, Report report, CancellationToken cancellationToken)
    {
        var stored = await observer.MetricAsync("mem0_observer_rows_stored_total", cancellationToken) ?? 0;
        if (Math.Abs(stored - sent) > 100) report.Fail($"{sent:N0} rows were acknowledged, and the observer counts {stored:N0} as stored");
    }

    private static void Summarize(string name, string unit, List<Part> parts, Report report)
    {
        if (parts.Count == 0) return;
        report.AddPromised(name, parts.Sum(p => p.Rows) / parts.Sum(p => p.Seconds), unit);
        report.AddPromised(name + "_growth", Report.Median(parts.TakeLast(Parts / 5).Select(p => p.Cost)) / Report.Median(parts.Take(Parts / 5).Select(p => p.Cost)), "x");
    }

    private sealed record Part(long Rows, double Seconds)
    {
        public double Cost => Seconds / Rows;
    }
}
