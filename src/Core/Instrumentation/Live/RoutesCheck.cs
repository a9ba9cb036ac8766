using System.Globalization;
using Mem0Observability.Checks;
using Mem0Observability.Model;

namespace Mem0Observability.Instrumentation.Live;

/// <summary>The instrumentation has found the service's routes, so that requests are told apart.</summary>
internal sealed class RoutesCheck() : SeriesCheck("mem0_instrumentation_routes")
{
    public override string Name => "routes";

    protected override IEnumerable<CheckResult> Judge(Func<string, Verdict> about, ScopedService service, IReadOnlyList<MetricSample> samples)
    {
        // Of several processes, the one that knows least.
        double routes = samples.Min(s => s.Value);
        string seen = string.Create(CultureInfo.InvariantCulture, $"{routes:0} routes");
        var hop = new SignalHop("series", true, null, seen);
        yield return routes > 0
            ? about(service.Name).Passed($"{seen} are live.", hop)
            : about(service.Name).Failed($"It knows no route, so every request counts as 'unmatched'. It must be given the application after its routes are added: start '{service.Signal.Container}' by the entry module that came with the instrumentation.", hop);
    }
}
