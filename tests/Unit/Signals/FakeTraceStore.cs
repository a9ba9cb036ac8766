using Mem0Observability.Model;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Tests.Unit.Signals;

/// <summary>A trace store whose answers a test sets; without any it is healthy and empty.</summary>
internal sealed class FakeTraceStore : ITraceStore
{
    public List<TraceSearch> Searches { get; } = [];

    public Func<IReadOnlyList<string>> Services { get; set; } = () => [];

    public Func<string, IReadOnlyList<TraceOperation>> Operations { get; set; } = _ => [];

    public Func<TraceSearch, IReadOnlyList<Trace>> Found { get; set; } = _ => [];

    /// <summary>By trace id.</summary>
    public Func<string, Trace?> Trace { get; set; } = _ => null;

    public Func<DateTimeOffset, DateTimeOffset, IReadOnlyList<ServiceEdge>> Edges { get; set; } = (_, _) => [];

    /// <summary>Runs before every answer, with the caller's token.</summary>
    public Action<CancellationToken> Before { get; set; } = _ => { };

    /// <summary>Thrown by everything.</summary>
    public StackException? Fault { get; set; }

    public Task<IReadOnlyList<string>> ServicesAsync(CancellationToken cancellationToken) => GiveAsync(Services, cancellationToken);

    public Task<IReadOnlyList<TraceOperation>> OperationsAsync(string service, CancellationToken cancellationToken) =>
        GiveAsync(() => Operations(service), cancellationToken);

    public Task<IReadOnlyList<Trace>> FindAsync(TraceSearch search, CancellationToken cancellationToken)
    {
        Searches.Add(search);
        return GiveAsync(() => Found(search), cancellationToken);
    }

    public Task<Trace?> GetAsync(string traceId, CancellationToken cancellationToken) => GiveAsync(() => Trace(traceId), cancellationToken);

    public Task<IReadOnlyList<ServiceEdge>> DependenciesAsync(DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken) =>
        GiveAsync(() => Edges(start, end), cancellationToken);

    private Task<T> GiveAsync<T>(Func<T> answer, CancellationToken cancellationToken)
    {
        Before(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return Fault is null ? Task.FromResult(answer()) : Task.FromException<T>(Fault);
    }
}
