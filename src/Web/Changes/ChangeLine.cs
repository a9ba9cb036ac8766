using System.Globalization;
using Mem0Observability.Charts;
using Mem0Observability.Model;

namespace Mem0Observability.Web.Changes;

/// <summary>One finding with its line, and that of the target to lay it over.</summary>
public sealed record ChangeLine(MetricCorrelation Row, string Path, string TargetPath)
{
    public const int Width = 160;
    public const int Height = 36;

    public string Labels => string.Join(", ", Row.Labels.Where(l => l.Key is not ("job" or "instance" or "service")).Select(l => $"{l.Key}={l.Value}"));

    public string Service => Row.Labels.GetValueOrDefault("service", "");

    public string Rho => Row.Rho.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    public string Lag => Row.Lag == TimeSpan.Zero ? "0 s" : $"{(Row.Lag > TimeSpan.Zero ? "+" : "-")}{DurationText.Of(Row.Lag.Duration())}";

    public string First => Row.MovedFirst switch
    {
        "metric" => "before the target",
        "target" => "after the target",
        _ => "together",
    };

    public string Direction => Row.Rho >= 0 ? "the same way" : "the opposite way";

    public string Chance => Row.PValue < 0.0001 ? "< 0.0001" : Row.PValue.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>Independent pairs that the pairs amount to.</summary>
    public string Worth => Row.EffectivePairs.ToString("0", CultureInfo.InvariantCulture);

    /// <summary>Which of the shipped dashboards has it, or its neighbours.</summary>
    public string Dashboard => Row.Metric switch
    {
        _ when Row.Metric.StartsWith("pg_", StringComparison.Ordinal) || Row.Metric.StartsWith("qdrant_", StringComparison.Ordinal) => "database",
        _ when Row.Metric.Contains("memor", StringComparison.Ordinal) && Row.Metric.StartsWith("mem0_", StringComparison.Ordinal) => "business",
        _ when Row.Metric.StartsWith("mem0_", StringComparison.Ordinal) || Row.Metric.StartsWith("http_", StringComparison.Ordinal) || Row.Metric.StartsWith("openmemory_", StringComparison.Ordinal) => "performance",
        _ => "overview",
    };

    public string Before => Row.Before is { } value ? Value(value) : "new";

    public string During => Row.During is { } value ? Value(value) : "gone";

    /// <summary>In percent, where that says something.</summary>
    public string Change => Row is { Before: { } before, During: { } during } && before != 0 && Math.Abs(during / before) < 1000
        ? ((during - before) / Math.Abs(before)).ToString("+0 %;-0 %;0 %", CultureInfo.InvariantCulture)
        : "";

    private string Value(double value) => UnitText.Format(value, Row.Unit switch
    {
        "ratio" => "percentunit",
        "bytes/s" => "binBps",
        "1/s" => "/s",
        "s/s" => "s/s",
        "" => "short",
        var unit => unit,
    });
}
