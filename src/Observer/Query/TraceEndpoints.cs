using Mem0Observability.Model;
using Mem0Observability.Observer.Http;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Observer.Query;

/// <summary>Jaeger's query API v3, for whatever can talk to Jaeger.</summary>
/// <remarks>https://www.jaegertracing.io/docs/latest/architecture/apis/</remarks>
internal sealed class TraceEndpoints(ITraceStore traces, QueryGate gate)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v3/services", ServicesAsync);
        routes.MapGet("/api/v3/operations", OperationsAsync);
        routes.MapGet("/api/v3/traces", FindAsync);
        routes.MapGet("/api/v3/traces/{id}", GetAsync);
    }

    private async Task ServicesAsync(HttpContext context)
    {
        _ = new QueryReader(context.Request.Query);
        IReadOnlyList<string> services = await gate.RunAsync(context, traces.ServicesAsync);
        await context.WriteAsync(new ServiceList(services), ApiJson.Default.ServiceList);
    }

    private async Task OperationsAsync(HttpContext context)
    {
        var query = new QueryReader(context.Request.Query, "service", "spanKind", "span_kind");
        string service = query.Text("service") ?? throw QueryReader.Invalid("The parameter 'service' is required.");
        string? kind = query.Text("spanKind") ?? query.Text("span_kind");
        IReadOnlyList<TraceOperation> operations = await gate.RunAsync(context, token => traces.OperationsAsync(service, token));
        await context.WriteAsync(
            new OperationList([.. operations.Where(o => kind is null || o.Kind == kind).Select(o => new OperationView(o.Name, o.Kind))]),
            ApiJson.Default.OperationList);
    }

    private async Task FindAsync(HttpContext context)
    {
        TraceSearch search = TraceSearchReader.Read(context.Request.Query);
        IReadOnlyList<Trace> found = await gate.RunAsync(context, token => traces.FindAsync(search, token));
        await WriteAsync(context, found, "No traces found");
    }

    private async Task GetAsync(HttpContext context)
    {
        // Hints for stores that keep traces by day.
        _ = new QueryReader(context.Request.Query, "startTime", "start_time", "endTime", "end_time", "rawTraces", "raw_traces");
        string id = TraceIds.Read((string)context.Request.RouteValues["id"]!);
        Trace? trace = await gate.RunAsync(context, token => traces.GetAsync(id, token));
        await WriteAsync(context, trace is null ? [] : [trace], "trace not found");
    }

    private static Task WriteAsync(HttpContext context, IReadOnlyList<Trace> found, string nothing)
    {
        if (found.Count == 0)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            var error = new JaegerError(new JaegerErrorDetails(StatusCodes.Status404NotFound, nothing));
            return context.WriteAsync(error, ApiJson.Default.JaegerError);
        }

        return context.WriteJsonAsync(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("result");
            OtlpJsonWriter.Write(json, found);
            json.WriteEndObject();
        });
    }
}
