namespace Mem0Observability.Web.Charts;

/// <summary>From this value on the colour holds.</summary>
/// <param name="Value">Negative infinity for the base.</param>
/// <param name="Colour">As that of a <see cref="ChartSeries"/>.</param>
public sealed record ChartThreshold(double Value, string Colour);
