using Mem0Observability.Model;

namespace Mem0Observability.Signals.Traces;

/// <summary>Jaeger from 2.18 on, or the observer, by Jaeger's query API v3.</summary>
internal sealed class JaegerTraceStore(HttpClient http, Uri address) : ITraceStore
{
    public Task<IReadOnlyList<string>> ServicesAsync(CancellationToken cancellationToken) => throw new NotImplementedException($"{http}{address}");

    public Task<IReadOnlyList<TraceOperation>> OperationsAsync(string service, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<IReadOnlyList<Trace>> FindAsync(TraceSearch search, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<Trace?> GetAsync(string traceId, CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task<IReadOnlyList<ServiceEdge>> DependenciesAsync(DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken) => throw new NotImplementedException();
}
