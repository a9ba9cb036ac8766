namespace Mem0Observability.Signals;

/// <summary>What to ask the metric store: at one time, or over a range where <see cref="Start"/> is given.</summary>
/// <param name="Query">PromQL, or a name of <see cref="NamedMetrics"/>; the name wins where a text is both.</param>
/// <param name="Service">Only with a name.</param>
/// <param name="Step">Null: a fine one that suits the range.</param>
internal sealed record MetricRequest(
    string Query,
    string? Service = null,
    DateTimeOffset? Time = null,
    DateTimeOffset? Start = null,
    DateTimeOffset? End = null,
    TimeSpan? Step = null);
