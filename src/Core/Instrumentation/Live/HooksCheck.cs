using Mem0Observability.Checks;
using Mem0Observability.Model;

namespace Mem0Observability.Instrumentation.Live;

/// <summary>Every place where the instrumentation looks into mem0 was found.</summary>
internal sealed class HooksCheck() : SeriesCheck("mem0_instrumentation_hook_active")
{
    public override string Name => "hooks";

    protected override IEnumerable<CheckResult> Judge(Func<string, Verdict> about, ScopedService service, IReadOnlyList<MetricSample> samples) =>
        from sample in samples
        group sample.Value by sample.Labels.GetValueOrDefault("hook", "") into hook
        orderby hook.Key
        // In every process; NaN is not live.
        select Judge(about($"{service.Name}/{hook.Key}"), service, hook.Key, hook.All(v => v > 0));

    private static CheckResult Judge(Verdict verdict, ScopedService service, string hook, bool isLive) => isLive
        ? verdict.Passed("Live.", new SignalHop("series", true, null, "1"))
        : verdict.Failed(
            $"The hook '{hook}' was not found in the running '{service.Signal.Container}', so nothing of it is measured or traced. "
            + "Its version of mem0 may not have it, or it was imported before the instrumentation: start it by the entry module that came with it. "
            + $"Its log says why: Get-Mem0Log -Service {service.Signal.Container} -Level Warning",
            new SignalHop("series", true, null, "0"));
}
