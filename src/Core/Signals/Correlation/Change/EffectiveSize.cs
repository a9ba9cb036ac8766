namespace Mem0Observability.Signals.Correlation.Change;

/// <summary>
/// How many independent pairs a pair of series is worth. Neighbours in time resemble each other, so that two series that have nothing to do
/// with each other rise and fall together for long: taken as independent, more than half of all random walks look related.
/// </summary>
internal static class EffectiveSize
{
    /// <summary>
    /// Bartlett's formula over all lags: n / (1 + 2 sum (1 - k/n) a(k) b(k)), a and b being the autocorrelations of the ranks. Cutting the sum
    /// early, as is often done, calls twice as many random walks related as it says (tests/Unit/Signals/Correlation shows the rate).
    /// </summary>
    public static double Of(RankPairs pairs)
    {
        int n = pairs.Count;
        double mean = (n - 1) / 2.0;
        double[] target = [.. pairs.Target.Select(r => r - mean)];
        double[] candidate = [.. pairs.Candidate.Select(r => r - mean)];
        double ofTarget = Product(target, 0), ofCandidate = Product(candidate, 0);
        if (ofTarget <= 0 || ofCandidate <= 0)
            return 0;

        double sum = 0;
        for (int k = 1; k < n - 1; k++)
            sum += (1 - ((double)k / n)) * (Product(target, k) / ofTarget) * (Product(candidate, k) / ofCandidate);

        // Series that swing against themselves would be worth more than they have; never trusted that far.
        return sum <= 0 ? n : n / (1 + (2 * sum));
    }

    private static double Product(double[] values, int lag)
    {
        double sum = 0;
        for (int i = 0; i + lag < values.Length; i++)
            sum += values[i] * values[i + lag];

        return sum;
    }
}
