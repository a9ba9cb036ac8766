using Mem0Observability.Checks;
using Mem0Observability.Model;

namespace Mem0Observability.Instrumentation.Live;

/// <summary>Requests are counted and timed.</summary>
internal sealed class RequestsCheck() : SeriesCheck(InstrumentationScope.RequestMetrics)
{
    public override string Name => "requests";

    protected override IEnumerable<CheckResult> Judge(Func<string, Verdict> about, ScopedService service, IReadOnlyList<MetricSample> samples)
    {
        string[] absent = [.. InstrumentationScope.RequestMetrics.Where(m => samples.All(s => s.Metric != m))];
        int routes = samples.Select(s => s.Labels.GetValueOrDefault("route")).OfType<string>().Where(r => r != "unmatched").Distinct().Count();
        var hop = new SignalHop("series", absent.Length == 0, null, $"{samples.Count} series");
        yield return absent.Length == 0
            ? about(service.Name).Passed($"Counted and timed. Routes asked since its start: {routes}.", hop)
            : about(service.Name).Failed($"There is no {string.Join(" and no ", absent)}. They appear with the first request; has '{service.Signal.Container}' been asked anything since its start? See: Get-Mem0Target probe", hop);
    }
}
