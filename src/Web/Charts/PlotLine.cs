namespace Mem0Observability.Web.Charts;

/// <summary>A series with its place in the picture.</summary>
/// <param name="Dashes">0 for none; tells series of one colour apart.</param>
/// <param name="Path">The line, or the bars.</param>
/// <param name="Area">What is below the line; empty where nothing is filled.</param>
internal sealed record PlotLine(ChartSeries Series, string Colour, int Dashes, string Path, string Area);
