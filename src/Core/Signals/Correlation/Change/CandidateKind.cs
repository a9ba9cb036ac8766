namespace Mem0Observability.Signals.Correlation.Change;

/// <summary>What is compared of a metric.</summary>
internal enum CandidateKind
{
    /// <summary>A gauge as it is.</summary>
    Value,

    /// <summary>A counter, per second.</summary>
    Rate,

    /// <summary>The 95th percentile of a histogram.</summary>
    P95,

    /// <summary>Sum by count, where there are no buckets.</summary>
    Mean,
}
