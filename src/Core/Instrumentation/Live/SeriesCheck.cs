using System.Runtime.CompilerServices;
using Mem0Observability.Checks;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Instrumentation.Live;

/// <summary>Asks the metric store for what the instrumentation says of itself, now: a scrape that fails has no series.</summary>
internal abstract class SeriesCheck(params IReadOnlyList<string> metrics) : ICheck
{
    public abstract string Name { get; }

    public async IAsyncEnumerable<CheckResult> RunAsync(CheckContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<ScrapeTarget> targets = await context.Sources.Metrics.TargetsAsync(cancellationToken);
        foreach (ScopedService service in context.Scope)
        {
            foreach (CheckResult result in await AskAsync(context, service, targets, metrics, cancellationToken))
                yield return result;
        }

        // A made-up metric of a real job: only the name keeps it from being found.
        string id = context.NewControlId();
        IReadOnlyList<CheckResult> control = await AskAsync(context, context.Scope[0], targets, [id], cancellationToken);
        yield return NegativeControl.Judge(id, control.FirstOrDefault(r => r.Outcome != CheckOutcome.Failed) ?? control[0]);
    }

    /// <param name="samples">At least one.</param>
    protected abstract IEnumerable<CheckResult> Judge(Func<string, Verdict> about, ScopedService service, IReadOnlyList<MetricSample> samples);

    private async Task<IReadOnlyList<CheckResult>> AskAsync(
        CheckContext context, ScopedService service, IReadOnlyList<ScrapeTarget> targets, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        Func<string, Verdict> about = target => new Verdict(Name, target, context.Time);
        Verdict verdict = about(service.Name);
        // Not joined by "or": that drops series which differ in nothing but their name.
        string promQL = $"{{__name__=~{PromQL.Quote(string.Join('|', names))},{PromQL.Matcher("job", service.Signal.Job)}}}";
        IReadOnlyList<MetricSample> samples = (await context.Sources.Metrics.QueryAsync(promQL, null, cancellationToken)).Samples;
        return samples.Count > 0 ? [.. Judge(about, service, samples)] : [Absent(verdict, service, TargetView.Of(service.Signal.Job, targets), names)];
    }

    private static CheckResult Absent(Verdict verdict, ScopedService service, TargetView targets, IReadOnlyList<string> names)
    {
        SignalHop series = new("series", false, null, $"none of {string.Join(", ", names)}");
        return targets.AnyUp
            ? verdict.Failed($"Last hop that worked: scrape ({targets.Summary}). What it returns has no {string.Join(", no ", names)}: the instrumentation there is older than this module, or something else answers. {Advice.Install(service)}", [.. targets.Hops, series])
            : verdict.Failed($"Nothing is known, because it is not scraped. Without instrumentation there is nothing to scrape: {Advice.Install(service)} {targets.Explain(service)}", [.. targets.Hops, series]);
    }
}
