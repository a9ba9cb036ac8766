using Mem0Observability.Model;
using Mem0Observability.Observer.Http;
using Mem0Observability.Observer.Store;

namespace Mem0Observability.Observer.Query;

/// <summary>Latency percentiles by service and operation.</summary>
internal sealed class LatencyEndpoint(ITelemetryStatistics statistics, QueryGate gate, TimeProvider time)
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/latencies", ListAsync);

    private async Task ListAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query, "service", "start", "end");
        (DateTimeOffset start, DateTimeOffset end) = query.Range(time.GetUtcNow());
        IReadOnlyList<OperationLatency> latencies =
            await gate.RunAsync(context, token => statistics.LatenciesAsync(query.Text("service"), start, end, token));
        await context.WriteAsync(new LatencyList([.. latencies.Select(View)]), ApiJson.Default.LatencyList);
    }

    private static LatencyView View(OperationLatency latency) => new(
        latency.Service,
        latency.Operation,
        latency.Calls,
        latency.Errors,
        latency.P50.TotalMilliseconds,
        latency.P95.TotalMilliseconds,
        latency.P99.TotalMilliseconds);
}
