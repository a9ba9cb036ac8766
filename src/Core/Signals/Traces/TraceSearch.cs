namespace Mem0Observability.Signals.Traces;

/// <summary>Which traces are wanted: those with at least one span for which everything that is set holds.</summary>
internal sealed record TraceSearch
{
    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    public string? Service { get; init; }

    public string? Operation { get; init; }

    public TimeSpan? MinDuration { get; init; }

    public TimeSpan? MaxDuration { get; init; }

    /// <summary>Span or resource attributes, compared as text; all of them.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>From 1 to 1,000; the newest.</summary>
    public int Limit { get; init; } = 20;
}
