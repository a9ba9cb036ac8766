using Mem0Observability.Model;
using Mem0Observability.Observer.Http;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Observer.Query;

/// <summary>The service graph, where Jaeger has it: outside its API v3, with its times as numbers.</summary>
internal sealed class DependencyEndpoint(ITraceStore traces, QueryGate gate)
{
    /// <summary>The year 9999, where .NET's calendar ends.</summary>
    private const long MaxTime = 253_402_300_799_999;

    /// <summary>Jaeger's default: a day.</summary>
    private const long DefaultLookback = 24 * 60 * 60 * 1000;

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/dependencies", ListAsync);

    private async Task ListAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query, "endTs", "lookback", "service");
        long endTs = query.Number("endTs", 0, MaxTime) ?? throw QueryReader.Invalid("The parameter 'endTs' is required: milliseconds since 1970.");
        long lookback = Math.Min(query.Number("lookback", 1, MaxTime) ?? DefaultLookback, endTs);
        var end = DateTimeOffset.FromUnixTimeMilliseconds(endTs);
        string? service = query.Text("service");
        IReadOnlyList<ServiceEdge> edges =
            await gate.RunAsync(context, token => traces.DependenciesAsync(end.AddMilliseconds(-lookback), end, token));
        DependencyView[] shown = [.. edges.Where(e => service is null || e.Client == service || e.Server == service).Select(View)];
        await context.WriteAsync(new DependencyList(shown), ApiJson.Default.DependencyList);
    }

    private static DependencyView View(ServiceEdge edge) =>
        new(edge.Client, edge.Server, edge.Calls, edge.Errors, edge.P95?.TotalMilliseconds, edge.ConnectionType);
}
