namespace Mem0Observability.Signals.Correlation.Change;

/// <summary>The moments at which both series have a value, as ranks: of the target, and of the candidate <see cref="Lag"/> steps before.</summary>
internal sealed class RankPairs
{
    private RankPairs(int lag, double[] target, double[] candidate) => (Lag, Target, Candidate) = (lag, target, candidate);

    /// <summary>More than 0 where the candidate comes first.</summary>
    public int Lag { get; }

    public double[] Target { get; }

    public double[] Candidate { get; }

    public int Count => Target.Length;

    public static RankPairs At(int lag, RankedSeries target, RankedSeries candidate)
    {
        var ofTarget = new bool[target.Length];
        var ofCandidate = new bool[target.Length];
        var times = new List<int>(target.Length);
        for (int t = Math.Max(0, lag); t < Math.Min(target.Length, target.Length + lag); t++)
        {
            if (!target.Has(t) || !candidate.Has(t - lag))
                continue;

            ofTarget[t] = ofCandidate[t - lag] = true;
            times.Add(t);
        }

        var ranks = new double[target.Length];
        target.RankInto(ranks, ofTarget);
        double[] first = [.. times.Select(t => ranks[t])];
        candidate.RankInto(ranks, ofCandidate);
        return new RankPairs(lag, first, [.. times.Select(t => ranks[t - lag])]);
    }

    /// <summary>Spearman's coefficient: Pearson's of the ranks. <c>NaN</c> where one of the two does not change.</summary>
    public double Rho()
    {
        double mean = (Count - 1) / 2.0;
        double product = 0, target = 0, candidate = 0;
        for (int i = 0; i < Count; i++)
        {
            product += (Target[i] - mean) * (Candidate[i] - mean);
            target += (Target[i] - mean) * (Target[i] - mean);
            candidate += (Candidate[i] - mean) * (Candidate[i] - mean);
        }

        return target > 0 && candidate > 0 ? Math.Clamp(product / Math.Sqrt(target * candidate), -1, 1) : double.NaN;
    }
}
