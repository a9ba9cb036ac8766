using Mem0Observability.Model;

namespace Mem0Observability.Observer.Store;

/// <summary>What the embedded store counts per minute, so that nobody has to read the rows for it.</summary>
internal interface ITelemetryStatistics
{
    /// <summary>Durations by service and operation, of server and consumer spans; the busiest first.</summary>
    /// <param name="service">Null for all.</param>
    /// <param name="start">Counted from the beginning of its minute.</param>
    /// <param name="end">Counted to the end of its minute.</param>
    Task<IReadOnlyList<OperationLatency>> LatenciesAsync(string? service, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken);
}
