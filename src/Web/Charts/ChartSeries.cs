namespace Mem0Observability.Web.Charts;

/// <summary>A line of a chart.</summary>
/// <param name="Name">As the legend has it.</param>
/// <param name="Points">Oldest first.</param>
/// <param name="Colour">Of <see cref="ChartColours"/>: <c>1</c> to <c>8</c>, <c>good</c>, <c>warn</c>, <c>bad</c>, <c>info</c> or <c>soft</c>; null for the next in turn.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points, string? Colour = null)
{
    /// <summary>What it is measured in where that is not the chart's unit.</summary>
    public string? Unit { get; init; }
}
