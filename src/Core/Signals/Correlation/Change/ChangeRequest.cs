namespace Mem0Observability.Signals.Correlation.Change;

/// <summary>What moved together with a series.</summary>
/// <param name="Target">PromQL that gives one series, or a name of <see cref="NamedMetrics"/>.</param>
/// <param name="Service">Only with a name.</param>
/// <param name="Start">Of the time in which something changed; null: 15 minutes before its end.</param>
/// <param name="End">Null: now.</param>
/// <param name="Baseline">The time before, to compare with; null: three times as long.</param>
/// <param name="Step">Null: 15 s, or what gives 240 points.</param>
/// <param name="MaxLag">In steps.</param>
/// <param name="Candidates">Selectors; empty: <see cref="CandidateCatalog"/>.</param>
internal sealed record ChangeRequest(
    string Target,
    string? Service = null,
    DateTimeOffset? Start = null,
    DateTimeOffset? End = null,
    TimeSpan? Baseline = null,
    TimeSpan? Step = null,
    int MaxLag = ChangeRequest.DefaultLag,
    IReadOnlyList<string>? Candidates = null,
    int Top = ChangeRequest.DefaultTop)
{
    public const int DefaultLag = 8;
    public const int LongestLag = 60;
    public const int DefaultTop = 20;

    /// <summary>The names look five minutes back, which would make the target lag behind everything.</summary>
    public string ToPromQL(string rateRange) => NamedMetrics.Find(Target) is null && Service is null
        ? Target
        : NamedMetrics.Get(Target).ToPromQL(Service).Replace("[5m]", $"[{rateRange}]", StringComparison.Ordinal);
}
