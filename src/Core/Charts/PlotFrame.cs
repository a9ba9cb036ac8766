namespace Mem0Observability.Charts;

/// <summary>From times and values to places in a picture.</summary>
/// <param name="Low">At the bottom.</param>
/// <param name="High">At the top; above <paramref name="Low"/>.</param>
/// <param name="IsLogarithmic">Both limits are then positive.</param>
internal sealed record PlotFrame(DateTimeOffset Start, DateTimeOffset End, double Low, double High, double Width, double Height, bool IsLogarithmic = false)
{
    public double X(DateTimeOffset time) => Part(time) * Width;

    /// <summary>0 at the start, 1 at the end.</summary>
    public double Part(DateTimeOffset time) => (time - Start) / (End - Start);

    public DateTimeOffset Time(double part) => Start + (End - Start) * Math.Clamp(part, 0, 1);

    public double Y(double value)
    {
        double part = IsLogarithmic
            ? (Math.Log(Math.Max(value, Low)) - Math.Log(Low)) / (Math.Log(High) - Math.Log(Low))
            : (value - Low) / (High - Low);
        // A value far outside of given limits leaves the picture, and needs no more digits for that.
        return Height - Math.Clamp(part, -1, 2) * Height;
    }
}
