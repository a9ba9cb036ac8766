namespace Mem0Observability.Charts;

/// <summary>A line of the grid and what is written at it.</summary>
/// <param name="Place">From the left or from the top, in the frame's measure.</param>
internal sealed record AxisTick(double Place, string Text);
