#pragma warning disable RS0030 // a host writes to the console
using System.Globalization;
using Mem0Observability.Tests.Benchmarks.Telemetry;

namespace Mem0Observability.Tests.Benchmarks;

/// <summary>Collects the measures that were asked for.</summary>
internal sealed class Report(IReadOnlyList<string> wanted)
{
    /// <summary>Need a container engine.</summary>
    public static readonly string[] StackNames = ["import", "deploy_cold", "deploy_noop", "remove", "lite_idle_rss", "drill_received", "drill_resolved", "verify"];

    /// <summary>Need the published observer alone.</summary>
    public static readonly string[] TelemetryNames =
    [
        "ingest_spans", "ingest_logs", "ingest_rss", "idle_rss", "ack_worst", "trace_by_id", "log_search", "find_traces", "rollup_hour", "rollup_day", "bytes_per_row", "reopen",
    ];

    /// <summary>Need a container engine, and nothing of the stack.</summary>
    public static readonly string[] InstrumentationNames = ["middleware_us", "tracing_ratio"];

    /// <summary>Need a container engine and Chromium.</summary>
    public static readonly string[] PageNames = ["page_overview", "page_dashboard", "page_dashboard_heaviest", "page_trace"];

    public static readonly string[] Names = [.. StackNames, .. TelemetryNames, .. InstrumentationNames, .. PageNames];

    private readonly List<string> _lines = [];

    /// <summary>Something that was measured did not work; its figure means nothing.</summary>
    public bool Failed { get; private set; }

    public bool Wants(params string[] names) => wanted.Count == 0 || names.Any(wanted.Contains);

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    /// <param name="name">The measure, or one of its companions (<c>deploy_cold_process</c>).</param>
    public void Add(string name, double value, string unit) => Line(name, $"{Number(value)} {unit}");

    /// <summary>The ratio is ours divided by the peer's, of medians.</summary>
    public void Add(string name, double value, string unit, string peer, double peerValue) =>
        Line(name, $"{Number(value)} {unit} vs {peer} {(value / peerValue).ToString("0.00", CultureInfo.InvariantCulture)}");

    /// <summary>With what the observer promises; a promise that is not kept does not fail the run, as the machine may be slower than promised for.</summary>
    public void AddPromised(string name, double value, string unit) => Line(name, $"{Number(value)} {unit} {Limits.Verdict(name, value)}");

    /// <summary>A line as another program has measured it.</summary>
    public void AddMeasured(string line) => _lines.Add(line.TrimEnd());

    public static void Say(string text) => Console.Error.WriteLine(text);

    public void Fail(string text)
    {
        Failed = true;
        Say(text);
    }

    public void Print()
    {
        foreach (var line in _lines) Console.WriteLine(line);
    }

    private void Line(string name, string rest)
    {
        if (Names.Where(n => name.StartsWith(n, StringComparison.Ordinal)).Any(n => Wants(n))) _lines.Add($"bench {name} {rest}");
    }

    private static string Number(double value) => value.ToString(value < 100 ? "0.00" : "0", CultureInfo.InvariantCulture);
}
