namespace Mem0Observability.Signals.Slo;

/// <summary>One kind of objective as <c>monitoring/rules/slo.yml</c> records it.</summary>
/// <param name="Unit"><c>s</c> or <c>requests</c>: what is counted.</param>
/// <param name="Series">What all its recorded series begin with.</param>
/// <param name="Total">PromQL of all that happened in <c>{0}</c>, in samples that stand for one interval of the rules.</param>
/// <param name="Bad">The same of what missed the objective.</param>
/// <param name="Samples">PromQL of how many intervals are recorded.</param>
internal sealed record SloObjective(string Name, string Unit, string Series, string Total, string Bad, string Samples)
{
    public static IReadOnlyList<SloObjective> All { get; } =
    [
        new(
            "availability",
            "s",
            "service:slo_availability",
            "count_over_time(service:available:bool[{0}])",
            "count_over_time(service:available:bool[{0}]) - sum_over_time(service:available:bool[{0}])",
            "count_over_time(service:available:bool[{0}])"),
        OfRate("requests", "service:slo_requests"),
        OfRate("latency", "service_route_class:slo_latency"),
    ];

    private static SloObjective OfRate(string name, string series) => new(
        name,
        "requests",
        series,
        $"sum_over_time({series}_events:rate5m[{{0}}])",
        $"sum_over_time({series}_bad:rate5m[{{0}}])",
        $"count_over_time({series}_events:rate5m[{{0}}])");
}
