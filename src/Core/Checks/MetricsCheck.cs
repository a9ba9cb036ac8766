using System.Runtime.CompilerServices;
using Mem0Observability.Model;

namespace Mem0Observability.Checks;

/// <summary>Every metric that the matrix names arrives and is fresh; what does not is explained hop by hop.</summary>
internal sealed class MetricsCheck : ICheck
{
    /// <summary>Four of the default scrape intervals of 15 s: one late scrape is no fault.</summary>
    private static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(60);

    public string Name => "metrics";

    public async IAsyncEnumerable<CheckResult> RunAsync(CheckContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<ScrapeTarget> targets = await context.Sources.Metrics.TargetsAsync(cancellationToken);
        Task<CheckResult>[] results = [.. context.Scope.Select(s => JudgeAsync(context, s, targets, cancellationToken))];
        foreach (CheckResult result in await Task.WhenAll(results))
            yield return result;

        // A made-up metric of a real job: only the name keeps it from being found.
        string id = context.NewControlId();
        ScopedService? real = context.Scope.Count > 0 ? context.Scope[0] : null;
        var control = new ScopedService(NegativeControl.Service(id) with { Job = real?.Signal.Job ?? id }, real?.Containers ?? []);
        yield return NegativeControl.Judge(id, await JudgeAsync(context, control, targets, cancellationToken));
    }

    private async Task<CheckResult> JudgeAsync(
        CheckContext context,
        ScopedService service,
        IReadOnlyList<ScrapeTarget> targets,
        CancellationToken cancellationToken)
    {
        var verdict = new Verdict(Name, service.Name, context.Time);
        var ages = await MetricAges.NowAsync(context.Sources.Metrics, service.Signal.Job, service.Signal.Metrics, cancellationToken);
        string[] absent = [.. service.Signal.Metrics.Where(m => !ages.TryGetValue(m, out TimeSpan age) || age > s_fresh)];
        if (absent.Length == 0)
        {
            string seen = FormattableString.Invariant($"{ages.Count} metrics, the oldest sample {ages.Values.Max().TotalSeconds:0} s old");
            return verdict.Passed($"All arrive: {seen}.", new SignalHop("sample", true, null, seen));
        }

        var earlier = await MetricAges.LastHourAsync(context.Sources.Metrics, service.Signal.Job, absent, cancellationToken);
        var story = new MetricStory(service, TargetView.Of(service.Signal.Job, targets), absent, earlier);
        return verdict.Failed(story.Reason, story.Hops);
    }
}
