using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>The answer to a query that worked; no samples means that nothing matched.</summary>
/// <param name="Kind">The store's result type: <c>vector</c>, <c>matrix</c>, <c>scalar</c> or <c>string</c>.</param>
/// <param name="Samples">In the store's order; a matrix series by series.</param>
/// <param name="Warnings">What the store said about the query although it worked.</param>
internal sealed record MetricAnswer(string Kind, IReadOnlyList<MetricSample> Samples, IReadOnlyList<string> Warnings)
{
    /// <summary>What the store said about how the query is written; for its author, not for who looks at a chart.</summary>
    public IReadOnlyList<string> Infos { get; init; } = [];
}
