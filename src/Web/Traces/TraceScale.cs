namespace Mem0Observability.Web.Traces;

/// <summary>From moments to places on a line of <see cref="Width"/>.</summary>
/// <param name="Start">Nanoseconds since the Unix epoch.</param>
/// <param name="Length">Nanoseconds.</param>
public readonly record struct TraceScale(long Start, long Length)
{
    public const double Width = 1000;

    /// <summary>Less cannot be seen.</summary>
    private const double Least = 2;

    public double X(long time) => Width * (time - (double)Start) / Math.Max(1, Length);

    /// <summary>Left edge and width of a bar, cut to what is in view: none where it lies outside.</summary>
    public (double X, double Width)? Bar(long start, long end)
    {
        double left = Math.Max(0, X(start));
        double right = Math.Min(Width, Math.Max(X(end), X(start) + Least));
        if (left > Width || right < 0 || right < left)
            return null;
        return (Math.Min(left, Width - Least), Math.Max(Least, right - left));
    }
}
