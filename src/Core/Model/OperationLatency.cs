namespace Mem0Observability.Model;

/// <summary>Durations of one operation of one service within a time span, from its server and consumer spans.</summary>
/// <param name="Calls">How many spans.</param>
/// <param name="Errors">How many with status Error.</param>
/// <param name="P50">Median; percentiles are exact to 5 %.</param>
public sealed record OperationLatency(string Service, string Operation, long Calls, long Errors, TimeSpan P50, TimeSpan P95, TimeSpan P99);
