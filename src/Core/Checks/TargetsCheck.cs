using System.Runtime.CompilerServices;
using Mem0Observability.Model;

namespace Mem0Observability.Checks;

/// <summary>Prometheus has found every service's scrape targets, and scrapes them.</summary>
internal sealed class TargetsCheck : ICheck
{
    public string Name => "targets";

    public async IAsyncEnumerable<CheckResult> RunAsync(CheckContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<ScrapeTarget> targets = await context.Sources.Metrics.TargetsAsync(cancellationToken);
        foreach (ScopedService service in context.Scope)
            yield return Judge(context, service, targets);

        string id = context.NewControlId();
        yield return NegativeControl.Judge(id, Judge(context, new ScopedService(NegativeControl.Service(id), []), targets));
    }

    private CheckResult Judge(CheckContext context, ScopedService service, IReadOnlyList<ScrapeTarget> targets)
    {
        var verdict = new Verdict(Name, service.Name, context.Time);
        TargetView view = TargetView.Of(service.Signal.Job, targets);
        if (!view.AllUp)
            return verdict.Failed(view.Explain(service), view.Hops);

        return view.Overlooked(service) is { } overlooked ? verdict.Warning(overlooked, view.Hops) : verdict.Passed(view.Summary, view.Hops);
    }
}
