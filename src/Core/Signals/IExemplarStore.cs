namespace Mem0Observability.Signals;

/// <summary>A store that also keeps single requests beside the numbers that they are counted in.</summary>
internal interface IExemplarStore
{
    /// <summary>The exemplars of the series that <paramref name="promQL"/> selects, oldest first.</summary>
    Task<IReadOnlyList<MetricExemplar>> ExemplarsAsync(string promQL, DateTimeOffset start, DateTimeOffset end, CancellationToken cancellationToken);
}
