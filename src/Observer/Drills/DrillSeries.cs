namespace Mem0Observability.Observer.Drills;

/// <summary>A made-up series: its text up to the value, where it began, and how it goes on.</summary>
internal sealed record DrillSeries(string Text, double Start, double PerSecond)
{
    public double At(TimeSpan elapsed) => Start + PerSecond * elapsed.TotalSeconds;
}
