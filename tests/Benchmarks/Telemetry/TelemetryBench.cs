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
internal sealed class TelemetryBench : IAsyncDisposable
{
    private const int DefaultRows = 10_000_000;
    private static readonly string[] s_needBoth = ["idle_rss", "ack_worst", "trace_by_id", "log_search", "find_traces", "rollup_hour", "rollup_day", "bytes_per_row", "reopen"];

    private static readonly Dictionary<string, string> s_settings = new()
    {
        // The default keeps 2 GB, and this is about more.
        ["OBSERVER_TELEMETRY_MAX_GIGABYTES"] = "100",
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mem0-bench-store-");
    private readonly Report _report;
    private readonly Dataset _data;
    private ObserverProcess? _observer;

    private TelemetryBench(Report report)
    {
        _report = report;
        var rows = int.TryParse(Environment.GetEnvironmentVariable("BENCH_ROWS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : DefaultRows;
        var both = report.Wants([.. s_needBoth, "ingest_rss"]);
        _data = new Dataset(both || report.Wants("ingest_spans") ? rows : 0, both || report.Wants("ingest_logs") ? rows : 0);
    }

    public static async Task MeasureAsync(Report report, CancellationToken cancellationToken)
    {
        await using var bench = new TelemetryBench(report);
        await bench.MeasureAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_observer is { HasExited: true }) Report.Say($"The observer ended: {_observer.Log}");
        if (_observer is not null) await _observer.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var observer = await StartAsync(cancellationToken);
        await Ingest.MeasureAsync(observer, _data, _report, cancellationToken);
        if (_report.Wants("idle_rss")) await IdleAsync("idle_rss_after_ingest", cancellationToken);
        if (_report.Wants("bytes_per_row")) await DiskUse.MeasureAsync(_folder, _data, _report, cancellationToken);
        await Queries.MeasureAsync(observer, _data, _report, cancellationToken);
        if (_report.Wants("ack_worst")) await AcknowledgeAsync(cancellationToken);
        if (_report.Wants("reopen")) await ReopenAsync(cancellationToken);
        if (!_report.Wants("idle_rss")) return;
        await StartAsync(cancellationToken);
        await IdleAsync("idle_rss", cancellationToken);
    }

    /// <summary>In place of the one that runs, which is killed.</summary>
    private async Task<ObserverProcess> StartAsync(CancellationToken cancellationToken)
    {
        var ports = _observer?.Ports;
        if (_observer is not null) await _observer.DisposeAsync();
        _observer = null;
        return _observer = await ObserverProcess.StartAsync(Path.Combine(Checkout.Stack, "observer", "Mem0Observability.Observer"), _folder.FullName, ports, s_settings, cancellationToken);
    }

    /// <summary>With what comes in on a quiet machine: a scrape every five seconds.</summary>
    private async Task IdleAsync(string name, CancellationToken cancellationToken)
    {
        Report.Say("Memory: 30 s to settle");
        for (var scrape = 0; scrape < 6; scrape++)
        {
            await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
            await _observer!.GetAsync("metrics", cancellationToken);
        }

        _report.AddPromised(name, ProcessUsage.Resident(_observer!.Id), "MB");
    }

    private async Task AcknowledgeAsync(CancellationToken cancellationToken)
    {
        Report.Say("Acknowledgements: 60 s at 10,000 rows/s");
        using var sender = new OtlpSender(_observer!.Grpc);
        var warm = new PacedLoad(sender, 10_000);
        await warm.RunAsync(TimeSpan.FromSeconds(5), cancellationToken);
        var load = new PacedLoad(sender, 10_000);
        await load.RunAsync(TimeSpan.FromSeconds(60), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        _report.AddPromised("ack_worst", load.Latencies.Max(), "ms");
        _report.Add("ack_worst_median", Report.Median(load.Latencies), "ms");
    }

    private async Task ReopenAsync(CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var round = 0; round < 5; round++)
        {
            var watch = Stopwatch.StartNew();
            var observer = await StartAsync(cancellationToken);
            foreach (var query in (string[])[_data.TraceById(round), _data.LogSearch(round, "mem0", "timeout openai"), _data.Histogram(round, TimeSpan.FromHours(1))]) await observer.GetAsync(query, cancellationToken);
            times.Add(watch.Elapsed.TotalSeconds);
        }

        _report.AddPromised("reopen", Report.Median(times), "s");
    }
}
