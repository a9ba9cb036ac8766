namespace Mem0Observability.Model;

/// <summary>How one series moved together with the target.</summary>
/// <param name="Rank">1 for the one that chance explains least; those that it does explain come after, the strongest first.</param>
/// <param name="Metric">The metric; of histograms without <c>_bucket</c>.</param>
/// <param name="Kind">What of it: <c>value</c>, <c>rate</c>, <c>p95</c> or <c>mean</c>.</param>
/// <param name="Unit">Of <see cref="Before"/> and <see cref="During"/>: <c>s</c>, <c>ms</c>, <c>bytes</c>, <c>bytes/s</c>, <c>1/s</c>, <c>s/s</c>, <c>ratio</c>; empty where the name does not say.</param>
/// <param name="Labels">The series' labels.</param>
/// <param name="Rho">Spearman's rank correlation, -1 to 1: below 0 one falls where the other rises.</param>
/// <param name="Lag">By how much the metric comes before the target; negative where it comes after.</param>
/// <param name="MovedFirst"><c>metric</c>, <c>target</c> or <c>together</c>, by the lag.</param>
/// <param name="Pairs">Moments at which both have a value.</param>
/// <param name="EffectivePairs">What they are worth, since neighbours in time resemble each other.</param>
/// <param name="PValue">Probability that chance gives such a coefficient, corrected for all candidates and lags.</param>
/// <param name="IsSignificant">Whether that is below 0.05.</param>
/// <param name="Before">Mean in the baseline; null where the series did not exist yet.</param>
/// <param name="During">Mean in the window; null where it had ended.</param>
/// <param name="Query">PromQL of exactly this series, for <c>Get-Mem0Metric</c>.</param>
public sealed record MetricCorrelation(
    int Rank,
    string Metric,
    string Kind,
    string Unit,
    IReadOnlyDictionary<string, string> Labels,
    double Rho,
    TimeSpan Lag,
    string MovedFirst,
    int Pairs,
    double EffectivePairs,
    double PValue,
    bool IsSignificant,
    double? Before,
    double? During,
    string Query);
