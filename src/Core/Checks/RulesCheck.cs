using System.Runtime.CompilerServices;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Checks;

/// <summary>Every rule group is loaded and evaluates without errors, and every alert that the matrix names is among them.</summary>
internal sealed class RulesCheck : ICheck
{
    /// <summary>On top of three intervals; a busy machine may delay one evaluation.</summary>
    private static readonly TimeSpan s_slack = TimeSpan.FromSeconds(30);

    public string Name => "rules";

    public async IAsyncEnumerable<CheckResult> RunAsync(CheckContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IMetricStore store = context.Sources.Metrics;
        IReadOnlyList<RuleGroup> groups = await store.RulesAsync(cancellationToken);
        // The store's clock; this machine's may differ.
        MetricAnswer clock = await store.QueryAsync("time()", null, cancellationToken);
        DateTimeOffset now = clock.Samples.Count > 0 ? clock.Samples[0].Timestamp : context.Time.GetUtcNow();

        if (groups.Count == 0)
            yield return new Verdict(Name, "rule groups", context.Time).Failed("Prometheus has no rule group loaded. Are alert_rules.yml and rules/ mounted? See: docker logs of 'prometheus'");

        foreach (RuleGroup group in groups)
            yield return Judge(context, group, Title(group, groups), now);

        foreach (string alert in context.Matrix.Alerts)
            yield return Judge(context, alert, groups);

        string id = context.NewControlId();
        yield return NegativeControl.Judge(id, Judge(context, id, groups));
    }

    /// <summary>A group's name is unique in its file only.</summary>
    private static string Title(RuleGroup group, IReadOnlyList<RuleGroup> groups) =>
        groups.Count(g => g.Name == group.Name) > 1 ? $"{group.Name} ({Path.GetFileName(group.File)})" : group.Name;

    private CheckResult Judge(CheckContext context, RuleGroup group, string title, DateTimeOffset now)
    {
        var verdict = new Verdict(Name, title, context.Time);
        RuleState[] bad = [.. group.Rules.Where(r => r.Health == "err" || r.LastError.Length > 0)];
        if (bad.Length > 0)
            return verdict.Failed($"{bad.Length} of {group.Rules.Count} rules cannot be evaluated; '{bad[0].Name}': {bad[0].LastError}. It is in {group.File}.");

        if (group.LastEvaluation is not { } last || group.Rules.Any(r => r.Health == "unknown"))
            return verdict.Failed($"It has not been evaluated yet. Wait for its interval of {group.Interval.TotalSeconds:0} s.");

        TimeSpan age = now - last;
        return age > 3 * group.Interval + s_slack
            ? verdict.Failed($"It was last evaluated {age.TotalSeconds:0} s ago, and should be every {group.Interval.TotalSeconds:0} s. Is Prometheus overloaded? See: Get-Mem0Monitoring prometheus")
            : verdict.Passed($"{group.Rules.Count} rules, evaluated without errors.");
    }

    private CheckResult Judge(CheckContext context, string alert, IReadOnlyList<RuleGroup> groups)
    {
        var verdict = new Verdict(Name, alert, context.Time);
        RuleGroup? group = groups.FirstOrDefault(g => g.Rules.Any(r => r.Kind == "alerting" && r.Name == alert));
        return group is null
            ? verdict.Failed($"{context.Matrix.File} counts on alert '{alert}', and Prometheus has no such rule loaded. Add it, or name another.")
            : verdict.Passed($"Loaded in group '{group.Name}'.");
    }
}
