namespace Mem0Observability.Signals;

/// <summary>Where the stack's APIs answer; base addresses, with or without a path prefix.</summary>
internal sealed record StackEndpoints(Uri Prometheus, Uri Alertmanager, Uri Observer);
