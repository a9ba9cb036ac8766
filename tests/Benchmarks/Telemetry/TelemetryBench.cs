using System.Diagnostics;
using System.Globalization;
using Mem0Observability.Tests.Load;

namespace Mem0Observability.Tests.Benchmarks.Telemetry;

/// <summary>
/// The published observer in a process of its own, asked over the network as its users do. One data set serves all measures of a run:
/// <c>ingest_*</c> make it, as fast as the observer takes it: 10 M spans and 10 M log records, in alternating parts, with times of the last 24 hours;
/// <c>*_growth</c> is the cost of a row in the last fifth of the load compared with the first fifth; <c>*_rss</c> are the kernel's figures, at their peak for <c>ingest_rss</c>;
/// queries are medians of HTTP requests for many different arguments that have been asked once before, the slowest kind of request; <c>*_busy</c> the same
/// while 5,000 rows/s come in; <c>ack_worst</c> is the longest of a minute at 10,000 rows/s, from the moment when the batch was due;
/// <c>reopen</c> is kill -9, start, and the first answers from the store.
/// BENCH_ROWS sets another number of rows of each signal.
/// </summary>
internal static class TelemetryBench
{
    private const int DefaultRows = 10_000_000;
    private static readonly string[] s_needBoth = ["idle_rss", "ack_worst", "trace_by_id", "log_search", "find_traces", "rollup_hour", "rollup_day", "bytes_per_row", "reopen"];

    private static readonly Dictionary<string, string> s_settings = new()
    {
        // The default keeps 2 GB, and this is about more.
        ["OBSERVER_TELEMETRY_MAX_GIGABYTES"] = "100",
    };

    public static async Task MeasureAsync(Report report, CancellationToken cancellationToken)
    {
        var rows = int.TryParse(Environment.GetEnvironmentVariable("BENCH_ROWS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : DefaultRows;
        var folder = Directory.CreateTempSubdirectory("mem0-bench-store-");
        var observer = await StartAsync(folder, null, cancellationToken);
        try
        {
            var all = report.Wants(s_needBoth);
            var data = new Dataset(all || report.Wants("ingest_spans", "ingest_rss") ? rows : 0, all || report.Wants("ingest_logs", "ingest_rss") ? rows : 0);
            await Ingest.MeasureAsync(observer, data, report, cancellationToken);
            if (report.Wants("idle_rss")) await IdleAsync(observer, "idle_rss_after_ingest", report, cancellationToken);
            if (report.Wants("bytes_per_row")) await DiskUse.MeasureAsync(folder, data, report, cancellationToken);
            await Queries.MeasureAsync(observer, data, report, cancellationToken);
            if (report.Wants("ack_worst")) await AcknowledgeAsync(observer, report, cancellationToken);
            if (!report.Wants("reopen", "idle_rss")) return;
            observer = await ReopenAsync(observer, folder, data, report, cancellationToken);
            if (report.Wants("idle_rss")) await IdleAsync(observer, "idle_rss", report, cancellationToken);
        }
        finally
        {
            if (observer.HasExited) Report.Say($"The observer ended: {observer.Log}");
            await observer.DisposeAsync();
            folder.Delete(recursive: true);
        }
    }

    private static Task<ObserverProcess> StartAsync(DirectoryInfo folder, int[]? ports, CancellationToken cancellationToken) =>
        ObserverProcess.StartAsync(Path.Combine(Checkout.Stack, "observer", "Mem0Observability.Observer"), folder.FullName, ports, s_settings, cancellationToken);

    /// <summary>With what comes in on a quiet machine: a scrape every five seconds.</summary>
    private static async Task IdleAsync(ObserverProcess observer, string name, Report report, CancellationToken cancellationToken)
    {
        Report.Say("Memory: 30 s to settle");
        for (var scrape = 0; scrape < 6; scrape++)
        {
            await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
            await observer.GetAsync("metrics", cancellationToken);
        }

        report.AddPromised(name, ProcessUsage.Resident(observer.Id), "MB");
    }

    private static async Task AcknowledgeAsync(ObserverProcess observer, Report report, CancellationToken cancellationToken)
    {
        Report.Say("Acknowledgements: 60 s at 10,000 rows/s");
        using var sender = new OtlpSender(observer.Grpc);
        var warm = new PacedLoad(sender, 10_000);
        await warm.RunAsync(TimeSpan.FromSeconds(5), cancellationToken);
        var load = new PacedLoad(sender, 10_000);
        await load.RunAsync(TimeSpan.FromSeconds(60), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        report.AddPromised("ack_worst", load.Latencies.Max(), "ms");
        report.Add("ack_worst_median", Report.Median(load.Latencies), "ms");
    }

    private static async Task<ObserverProcess> ReopenAsync(ObserverProcess observer, DirectoryInfo folder, Dataset data, Report report, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var round = 0; round < 5; round++)
        {
            await observer.KillAsync();
            var watch = Stopwatch.StartNew();
            var next = await StartAsync(folder, observer.Ports, cancellationToken);
            await observer.DisposeAsync();
            observer = next;
            foreach (var query in (string[])[data.TraceById(round), data.LogSearch(round, "mem0", "timeout openai"), data.Histogram(round, TimeSpan.FromHours(1))]) await observer.GetAsync(query, cancellationToken);
            times.Add(watch.Elapsed.TotalSeconds);
        }

        report.AddPromised("reopen", Report.Median(times), "s");
        return observer;
    }
}
