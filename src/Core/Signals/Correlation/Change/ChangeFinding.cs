using Mem0Observability.Model;

namespace Mem0Observability.Signals.Correlation.Change;

/// <summary>A candidate that was compared, with the values that were.</summary>
internal sealed record ChangeFinding(MetricCorrelation Row, double[] Values);

/// <summary>Candidates that were not compared, by the reason.</summary>
/// <param name="Constant">The same value all the time.</param>
/// <param name="Short">Fewer than <see cref="LagSearch.MinPairs"/> moments in common with the target.</param>
/// <param name="Same">The target itself.</param>
/// <param name="Cut">Beyond <see cref="CandidateCatalog.MaxSeries"/>.</param>
internal sealed record LeftOut(int Constant, int Short, int Same, int Cut);

/// <summary>The answer: the best candidates, and everything that is needed to judge them.</summary>
/// <param name="Target">The query that was asked.</param>
/// <param name="Values">Of the target.</param>
/// <param name="Compared">How many candidates the findings are the best of.</param>
/// <param name="Problems">What went wrong with some of the candidates.</param>
internal sealed record ChangeReport(
    string Target,
    ChangeWindow Window,
    double[] Values,
    IReadOnlyList<ChangeFinding> Findings,
    int Compared,
    LeftOut LeftOut,
    IReadOnlyList<string> Problems);
