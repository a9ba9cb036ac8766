using System.Runtime.CompilerServices;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Checks;

/// <summary>The blackbox probe of every service that names one succeeds.</summary>
internal sealed class ProbesCheck : ICheck
{
    private const string Job = "probe";

    public string Name => "probes";

    public async IAsyncEnumerable<CheckResult> RunAsync(CheckContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<ScrapeTarget> targets = await context.Sources.Metrics.TargetsAsync(cancellationToken);
        foreach (ScopedService service in context.Scope.Where(s => s.Signal.Probe is not null))
            yield return await JudgeAsync(context, service, targets, cancellationToken);

        string id = context.NewControlId();
        var control = new ScopedService(NegativeControl.Service(id), []);
        yield return NegativeControl.Judge(id, await JudgeAsync(context, control, targets, cancellationToken));
    }

    private async Task<CheckResult> JudgeAsync(
        CheckContext context,
        ScopedService service,
        IReadOnlyList<ScrapeTarget> targets,
        CancellationToken cancellationToken)
    {
        var verdict = new Verdict(Name, service.Name, context.Time);
        string matcher = PromQL.Matcher("service", service.Signal.Probe!);
        MetricAnswer answer = await context.Sources.Metrics.QueryAsync($"probe_success{{{matcher}}}", null, cancellationToken);
        if (answer.Samples.Count == 0)
            return verdict.Failed(NoResult(service, targets), new SignalHop("probe", false, null, "no result"));

        string[] failing = [.. answer.Samples.Where(s => s.Value != 1).Select(Instance)];
        if (failing.Length == 0)
            return verdict.Passed($"Answers: {string.Join(", ", answer.Samples.Select(Instance))}.", new SignalHop("probe", true, null, "success"));

        string status = await StatusAsync(context.Sources.Metrics, matcher, cancellationToken);
        return verdict.Failed(
            $"The probe of {string.Join(", ", failing)} fails ({status}). The process may run without serving: see the logs of '{service.Signal.Container}'.",
            new SignalHop("probe", false, null, status));
    }

    private static string NoResult(ScopedService service, IReadOnlyList<ScrapeTarget> targets)
    {
        ScrapeTarget? target = targets.FirstOrDefault(t => t.Job == Job && t.Service == service.Signal.Probe);
        if (target is null)
        {
            return service.IsGone
                ? "It was probed within the last hour and is gone: its name does not resolve any more. Start it again."
                : $"Nothing probes it: no target in job '{Job}' has service=\"{service.Signal.Probe}\". Does its container run, on a network that Prometheus has joined?";
        }

        return target.LastError.Length > 0
            ? $"Its probe gives no result, because Prometheus cannot ask blackbox-exporter: {target.LastError}. See: Get-Mem0Monitoring blackbox-exporter"
            : "Its probe has no result yet. Wait for one scrape interval.";
    }

    private static async Task<string> StatusAsync(IMetricStore store, string matcher, CancellationToken cancellationToken)
    {
        MetricAnswer answer = await store.QueryAsync($"probe_http_status_code{{{matcher}}}", null, cancellationToken);
        double status = answer.Samples.Count > 0 ? answer.Samples[0].Value : 0;
        return status == 0 ? "no HTTP answer" : FormattableString.Invariant($"HTTP status {status:0}");
    }

    private static string Instance(MetricSample sample) => sample.Labels.GetValueOrDefault("instance", "its target");
}
