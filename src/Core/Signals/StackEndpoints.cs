using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Signals;

/// <summary>Where the stack's APIs answer; base addresses, with or without a path prefix.</summary>
/// <param name="Logs">The observer, or Elasticsearch where the deployment has it.</param>
/// <param name="Traces">Jaeger's query API v3: of the observer, or of Jaeger where the deployment has it.</param>
/// <param name="Otlp">OTLP/HTTP, where telemetry goes in.</param>
internal sealed record StackEndpoints(Uri Prometheus, Uri Alertmanager, Uri Observer, LogStoreEndpoint Logs, Uri Traces, Uri Otlp);
