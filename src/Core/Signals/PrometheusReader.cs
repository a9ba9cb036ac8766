using System.Globalization;
using System.Text.Json;
using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>Reads Prometheus' targets, rule groups and alerts.</summary>
internal static class PrometheusReader
{
    public static ScrapeTarget Target(JsonElement target)
    {
        IReadOnlyDictionary<string, string> labels = target.Labels("labels");
        return new ScrapeTarget(
            labels.GetValueOrDefault("job", target.Text("scrapePool")),
            labels.GetValueOrDefault("instance", ""),
            labels.GetValueOrDefault("service", ""),
            target.GetProperty("health").GetString() ?? "unknown",
            target.Text("lastError"),
            target.Time("lastScrape"),
            target.Seconds("lastScrapeDuration"),
            target.Text("scrapeUrl"));
    }

    public static RuleGroup Group(JsonElement group) => new(
        group.GetProperty("name").GetString() ?? "",
        group.Text("file"),
        group.Seconds("interval"),
        group.Time("lastEvaluation"),
        group.List("rules", Rule));

    public static ActiveAlert Alert(JsonElement alert) => new(
        alert.GetProperty("state").GetString() ?? "",
        alert.Time("activeAt"),
        alert.Labels("labels"),
        alert.Labels("annotations"));

    public static IEnumerable<MetricExemplar> Exemplars(JsonElement series)
    {
        IReadOnlyDictionary<string, string> labels = series.Labels("seriesLabels");
        return series.List("exemplars", e => new MetricExemplar(
            DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(e.GetProperty("timestamp").GetDecimal() * 1000)),
            double.Parse(e.Text("value"), CultureInfo.InvariantCulture),
            e.Labels("labels").GetValueOrDefault("trace_id", ""),
            labels));
    }

    private static RuleState Rule(JsonElement rule) => new(
        rule.Text("type"),
        rule.GetProperty("name").GetString() ?? "",
        rule.Text("health"),
        rule.Text("lastError"),
        rule.Text("state"))
    {
        For = rule.Seconds("duration"),
        Severity = rule.Labels("labels").GetValueOrDefault("severity", ""),
    };
}
