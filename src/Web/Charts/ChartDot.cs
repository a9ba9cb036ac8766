namespace Mem0Observability.Web.Charts;

/// <summary>One thing with a time and a value, such as a trace, that can be opened.</summary>
/// <param name="Text">What it is, for people.</param>
/// <param name="Link">The page about it.</param>
public sealed record ChartDot(DateTimeOffset Time, double Value, string Text, string Link)
{
    /// <summary>As that of a <see cref="ChartSeries"/>; a <c>bad</c> one is drawn as a square, so that colour is not all that tells.</summary>
    public string? Colour { get; init; }
}
