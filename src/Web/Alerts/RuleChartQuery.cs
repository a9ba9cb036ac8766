using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Web.Charts;
using Mem0Observability.Web.Time;

namespace Mem0Observability.Web.Alerts;

/// <summary>Asks the metric store which rule raises an alert, and what its expression was.</summary>
internal sealed class RuleChartQuery(IMetricStore store)
{
    private const int Points = 200;

    /// <summary>More lines than that nobody tells apart.</summary>
    private const int MaxSeries = 10;

    public async Task<RuleChart> AskAsync(IReadOnlyDictionary<string, string> labels, PageTime time, CancellationToken cancellationToken)
    {
        string name = labels.GetValueOrDefault("alertname", "");
        IReadOnlyList<RuleGroup> groups = await store.RulesAsync(cancellationToken);
        // Alerts of two severities are two rules of one name.
        var found = groups.SelectMany(g => g.Rules.Select(r => (Group: g, Rule: r)))
            .Where(r => r.Rule.Kind == "alerting" && r.Rule.Name == name)
            .OrderBy(r => r.Rule.Severity != labels.GetValueOrDefault("severity", ""))
            .ThenBy(r => r.Rule.State switch { "firing" => 0, "pending" => 1, _ => 2 })
            .FirstOrDefault();
        if (found.Rule is not { } rule)
            throw new StackException("RuleUnknown", StackErrorCategory.ObjectNotFound, $"Prometheus has no rule {PlainText.Line(name, 100)} now; another sender may have raised the alert.", name);

        RuleCondition condition = RuleCondition.Parse(rule.Query);
        TimeSpan step = TimeSpan.FromSeconds(Math.Max(5, Math.Ceiling(time.Length.TotalSeconds / Points)));
        MetricAnswer answer = await store.QueryRangeAsync(condition.Value, time.Start, time.End, step, cancellationToken);
        return new RuleChart(
            found.Group.Name, rule.Query, condition.Value, condition.Comparison, condition.Threshold, rule.Health, rule.LastError, Series(answer.Samples, labels));
    }

    /// <summary>The alert's own line; where none is its own, as many as can be told apart.</summary>
    private static IReadOnlyList<ChartSeries> Series(IReadOnlyList<MetricSample> samples, IReadOnlyDictionary<string, string> labels)
    {
        var all = samples.GroupBy(s => string.Join(", ", s.Labels.Select(l => $"{l.Key}={l.Value}"))).ToList();
        var own = all.Where(g => AlertLabels.IsSameAlert(g.First().Labels, labels)).ToList();
        return [.. (own.Count > 0 ? own : all).Take(MaxSeries).Select(g => new ChartSeries(g.Key.Length > 0 ? g.Key : "value", [.. g.Select(s => new ChartPoint(s.Timestamp, s.Value))]))];
    }
}
