using Mem0Observability.Checks;
using Mem0Observability.Model;

namespace Mem0Observability.Instrumentation.Live;

/// <summary>What runs is what this module ships.</summary>
/// <param name="version">Of this module.</param>
internal sealed class VersionCheck(string version) : SeriesCheck("mem0_instrumentation_build_info")
{
    public override string Name => "version";

    protected override IEnumerable<CheckResult> Judge(Func<string, Verdict> about, ScopedService service, IReadOnlyList<MetricSample> samples)
    {
        string[] running = [.. samples.Select(s => s.Labels.GetValueOrDefault("version", "")).Distinct().Order(StringComparer.Ordinal)];
        var seen = new SignalHop("series", true, null, string.Join(", ", running));
        // It still works: a warning.
        yield return running is [var only] && only == version
            ? about(service.Name).Passed($"{version}, as this module ships it.", seen)
            : about(service.Name).Warning($"It runs {seen.Detail}, and this module ships {version}. {Advice.Install(service)}", seen);
    }
}
