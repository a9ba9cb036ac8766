namespace Mem0Observability.Signals;

/// <summary>One request that a metric counted.</summary>
/// <param name="Value">What was measured of it, in the unit of the metric.</param>
/// <param name="TraceId">Empty where the exemplar names none.</param>
/// <param name="Series">The labels of the series that counted it.</param>
internal sealed record MetricExemplar(DateTimeOffset Time, double Value, string TraceId, IReadOnlyDictionary<string, string> Series);
