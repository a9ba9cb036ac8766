namespace Mem0Observability.Signals.Pipeline;

/// <summary>What a part of the way says of itself.</summary>
/// <param name="Name">The compose service.</param>
/// <param name="Passed">How many it has passed on since it started; null where it cannot be asked.</param>
/// <param name="Fault">What is wrong with it; null for nothing.</param>
/// <param name="Detail">Its figures, or why there are none.</param>
internal sealed record PipelineStage(string Name, double? Passed, string? Fault, string Detail);
