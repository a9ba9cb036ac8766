using Mem0Observability.Model;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Tests.Web.Components.Traces;

/// <summary>A trace store that holds what a test puts in.</summary>
internal sealed class FakeTraces : ITraceStore
{
    public List<Trace> Kept { get; } = [];

    public List<TraceSearch> Searches { get; } = [];

    public IReadOnlyList<ServiceEdge> Edges { get; set; } = [];

    /// <summary>Thrown by everything.</summary>
    public StackException? Fault { get; set; }

    public Task<IReadOnlyList<string>> ServicesAsync(CancellationToken cancellationToken) => GiveAsync<IReadOnlyList<string>>(["mem0"]);

    public Task<IReadOnlyList<TraceOperation>> OperationsAsync(string service, CancellationToken cancellationToken) =>
        GiveAsync<IReadOnlyList<TraceOperation>>([new TraceOperation("add", "server")]);

    public Task<IReadOnlyList<Trace>> FindAsync(TraceSearch search, CancellationToken cancellationToken)
    {
        Searches.Add(search);
        return GiveAsync<IReadOnlyList<Trace>>(Kept);
    }

    public Task<Trace?> GetAsync(string traceId, CancellationToken cancellationToken) => GiveAsync(Kept.Find(t => t.TraceId == traceId));

    public Task<IReadOnlyList<ServiceEdge>> DependenciesAsync(DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken) => GiveAsync(Edges);

    private Task<T> GiveAsync<T>(T answer) => Fault is null ? Task.FromResult(answer) : Task.FromException<T>(Fault);
}
