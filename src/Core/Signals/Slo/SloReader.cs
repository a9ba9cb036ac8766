using System.Globalization;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Slo;

/// <summary>Asks the metric store for the recorded series of an objective.</summary>
internal sealed class SloReader(IMetricStore store)
{
    private const string Group = "slo";
    private const string Ratio = ":ratio_rate";

    /// <summary>How often the rules record: a sample stands for so much time.</summary>
    public async Task<TimeSpan> IntervalAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<RuleGroup> groups = await store.RulesAsync(cancellationToken);
        return groups.FirstOrDefault(g => g.Name == Group && g.Interval > TimeSpan.Zero)?.Interval ?? throw new StackException(
            "SloRulesMissing",
            StackErrorCategory.ObjectNotFound,
            $"Prometheus at {store.Address} has not loaded the rules that record objectives (rules/slo.yml, group {Group}). See: Test-Mem0Monitoring -Check rules",
            "prometheus");
    }

    public async Task<IReadOnlyDictionary<SloSubject, SloSeries>> ReadAsync(
        SloObjective objective, TimeSpan window, DateTimeOffset at, CancellationToken cancellationToken)
    {
        string range = window.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) + "s";
        var limits = await AskAsync($"last_over_time({objective.Series}:objective[{range}])", at, cancellationToken);
        var totals = await AskAsync(Over(objective.Total, range), at, cancellationToken);
        var bad = await AskAsync(Over(objective.Bad, range), at, cancellationToken);
        var samples = await AskAsync(Over(objective.Samples, range), at, cancellationToken);
        ILookup<SloSubject, MetricSample> errors = (await SamplesAsync(Errors(objective), at, cancellationToken)).ToLookup(SloSubject.Of);
        return limits.Keys.Union(totals.Keys).ToDictionary(subject => subject, subject => new SloSeries(
            Value(limits, subject),
            Value(totals, subject),
            Value(bad, subject),
            Value(samples, subject),
            errors[subject].GroupBy(WindowOf).ToDictionary(g => g.Key, g => g.Max(e => e.Value))));
    }

    private static string Over(string promQL, string range) => promQL.Replace("{0}", range, StringComparison.Ordinal);

    private static string Errors(SloObjective objective) =>
        $$"""{__name__=~"{{objective.Series}}_errors{{Ratio}}(5m|30m|1h|2h|6h|1d|3d)"}""";

    private static string WindowOf(MetricSample ratio) => ratio.Metric[(ratio.Metric.IndexOf(Ratio, StringComparison.Ordinal) + Ratio.Length)..];

    private static double? Value(Dictionary<SloSubject, double> values, SloSubject subject) =>
        values.TryGetValue(subject, out double value) ? value : null;

    private async Task<Dictionary<SloSubject, double>> AskAsync(string promQL, DateTimeOffset at, CancellationToken cancellationToken) =>
        (await SamplesAsync(promQL, at, cancellationToken)).GroupBy(SloSubject.Of).ToDictionary(g => g.Key, g => g.Sum(s => s.Value));

    private async Task<IReadOnlyList<MetricSample>> SamplesAsync(string promQL, DateTimeOffset at, CancellationToken cancellationToken) =>
        (await store.QueryAsync(promQL, at, cancellationToken)).Samples;
}
