namespace Mem0Observability.Signals.Correlation.Change;

/// <summary>How two series move together at the lag at which they do so most.</summary>
/// <param name="Lag">In steps; more than 0 where the candidate comes first.</param>
/// <param name="Size">Pairs that they are worth, see <see cref="EffectiveSize"/>.</param>
/// <param name="Chance">Probability that chance alone gives such a coefficient at one lag of one candidate.</param>
internal sealed record LaggedCorrelation(int Lag, int Pairs, double Rho, double Size, double Chance)
{
    /// <summary>Corrected for having looked at <paramref name="looks"/> of them (Bonferroni, which holds however they depend on each other).</summary>
    public double ChanceAmong(double looks) => Math.Min(1, Chance * looks);
}

/// <summary>Shifts a candidate against the target and keeps the lag with the strongest rank correlation.</summary>
internal static class LagSearch
{
    /// <summary>With fewer, a coefficient says nothing.</summary>
    public const int MinPairs = 20;

    /// <summary>Null where there are too few pairs at every lag, or one of the two does not change.</summary>
    public static LaggedCorrelation? Best(RankedSeries target, RankedSeries candidate, int maxLag)
    {
        RankPairs? best = null;
        double rho = 0;
        // From the middle: of equal ones, the shortest lag.
        for (int i = 0; i <= 2 * maxLag; i++)
        {
            RankPairs pairs = RankPairs.At(i % 2 == 0 ? -i / 2 : (i + 1) / 2, target, candidate);
            double found = pairs.Count < MinPairs ? double.NaN : pairs.Rho();
            if (Math.Abs(found) > Math.Abs(rho))
                (best, rho) = (pairs, found);
        }

        if (best is null)
            return null;

        double size = EffectiveSize.Of(best);
        return new LaggedCorrelation(best.Lag, best.Count, rho, size, StudentTail.OfCorrelation(rho, size));
    }
}
