using Mem0Observability.Model;

namespace Mem0Observability.Signals.Traces;

/// <summary>A store of traces.</summary>
/// <remarks>
/// Empty, failed and unreachable are three answers: an empty list or null, <c>TraceQueryFailed</c>, and <c>TraceStoreUnreachable</c>.
/// </remarks>
internal interface ITraceStore
{
    /// <summary>Sorted.</summary>
    Task<IReadOnlyList<string>> ServicesAsync(CancellationToken cancellationToken);

    /// <summary>Sorted by name.</summary>
    Task<IReadOnlyList<TraceOperation>> OperationsAsync(string service, CancellationToken cancellationToken);

    /// <summary>Newest first, each with all its spans.</summary>
    Task<IReadOnlyList<Trace>> FindAsync(TraceSearch search, CancellationToken cancellationToken);

    /// <param name="traceId">32 hexadecimal digits, lower case.</param>
    /// <returns>Null where there is no such trace.</returns>
    Task<Trace?> GetAsync(string traceId, CancellationToken cancellationToken);

    Task<IReadOnlyList<ServiceEdge>> DependenciesAsync(DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken);
}

/// <param name="Kind">As in <see cref="TraceSpan.Kind"/>, in lower case.</param>
internal sealed record TraceOperation(string Name, string Kind);
