namespace Mem0Observability.Observer.Drills;

internal sealed record DrillRequest(int? TtlSeconds, IReadOnlyList<DrillSeriesRequest>? Series);

/// <summary>Either what the series is, or by how much it grows.</summary>
internal sealed record DrillSeriesRequest(string? Name, IReadOnlyDictionary<string, string>? Labels, double? Value, double? PerSecond);
