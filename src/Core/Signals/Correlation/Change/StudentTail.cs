namespace Mem0Observability.Signals.Correlation.Change;

/// <summary>How likely chance alone gives a coefficient at least this far from 0.</summary>
internal static class StudentTail
{
    private const int Terms = 300;
    private const double Enough = 1e-14;

    /// <summary>Of a coefficient of correlation, two-sided, by Student's t with <paramref name="size"/> - 2 degrees of freedom.</summary>
    public static double OfCorrelation(double rho, double size)
    {
        double freedom = size - 2;
        // 1 - rho^2 is freedom / (freedom + t^2), which is what the tail is a function of.
        return freedom <= 0 ? 1 : Beta(1 - (rho * rho), freedom / 2, 0.5);
    }

    /// <summary>The regularised incomplete beta function, by its continued fraction (DLMF 8.17.22).</summary>
    internal static double Beta(double x, double a, double b)
    {
        if (x <= 0)
            return 0;
        if (x >= 1)
            return 1;
        // The fraction converges fast on this side; the function is symmetric.
        if (x > (a + 1) / (a + b + 2))
            return 1 - Beta(1 - x, b, a);

        double front = Math.Exp((a * Math.Log(x)) + (b * Math.Log(1 - x)) + LogGamma(a + b) - LogGamma(a) - LogGamma(b)) / a;
        return front * Fraction(x, a, b);
    }

    /// <summary>Lentz' way of evaluating a continued fraction from the front.</summary>
    private static double Fraction(double x, double a, double b)
    {
        double c = 1, d = 1 / NotZero(1 - ((a + b) * x / (a + 1))), value = d;
        for (int m = 1; m <= Terms; m++)
        {
            double even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            (c, d) = (NotZero(1 + (even / c)), 1 / NotZero(1 + (even * d)));
            value *= c * d;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            (c, d) = (NotZero(1 + (odd / c)), 1 / NotZero(1 + (odd * d)));
            value *= c * d;
            if (Math.Abs((c * d) - 1) < Enough)
                break;
        }

        return value;
    }

    private static double NotZero(double value) => Math.Abs(value) < 1e-300 ? 1e-300 : value;

    /// <summary>Stirling's series, after moving the argument to where it is exact to double precision.</summary>
    private static double LogGamma(double x)
    {
        double moved = 0;
        for (; x < 12; x++)
            moved += Math.Log(x);

        double square = 1 / (x * x);
        double series = (1.0 / 12) - (square * ((1.0 / 360) - (square * ((1.0 / 1260) - (square * ((1.0 / 1680) - (square / 1188)))))));
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (series / x) - moved;
    }
}
