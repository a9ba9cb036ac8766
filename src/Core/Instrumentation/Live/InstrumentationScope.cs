using Mem0Observability.Checks;
using Mem0Observability.Compose;
using Mem0Observability.Signals;

namespace Mem0Observability.Instrumentation.Live;

/// <summary>Which services are asked about, as a signal matrix of their own.</summary>
internal static class InstrumentationScope
{
    public const string Mem0 = "mem0";
    public const string OpenMemory = "openmemory-mcp";

    /// <summary>Requests; without traffic of its own a service has those of its probe.</summary>
    public static IReadOnlyList<string> RequestMetrics { get; } =
        ["http_server_requests_total", "http_server_request_duration_seconds_count", "http_server_requests_in_flight"];

    /// <param name="service">Null for those that are monitored, or were within the last hour.</param>
    public static async Task<CheckContext> ResolveAsync(SignalSources sources, string? service, TimeProvider time, CancellationToken cancellationToken)
    {
        SignalService[] chosen = [.. new[] { Signal(Mem0, Mem0, service is null), Signal("openmemory", OpenMemory, service is null) }.Where(s => service is null || s.Container == service)];
        CheckContext context = await ContextAsync(chosen);
        // With none at all, mem0 is what is missing.
        return context.Scope.Count > 0 ? context : await ContextAsync([chosen[0] with { Optional = false }]);

        Task<CheckContext> ContextAsync(SignalService[] services) =>
            CheckContext.CreateAsync(new SignalMatrix("", services), sources, [], time, cancellationToken);
    }

    private static SignalService Signal(string name, string container, bool optional) => new()
    {
        Name = name,
        Position = new SourcePosition("", 1, 1),
        Optional = optional,
        Job = name,
        Metrics = RequestMetrics,
        Container = container,
        Seen = $"present_over_time(up{{{PromQL.Matcher("job", name)}}}[1h])",
    };
}
