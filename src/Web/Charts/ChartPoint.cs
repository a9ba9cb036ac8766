namespace Mem0Observability.Web.Charts;

/// <summary>A sample. A value that is not finite is a gap.</summary>
public readonly record struct ChartPoint(DateTimeOffset Time, double Value);
