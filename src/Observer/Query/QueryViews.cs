using Mem0Observability.Model;

namespace Mem0Observability.Observer.Query;

internal sealed record LogHistogram(IReadOnlyList<LogCount> Counts);

internal sealed record LatencyList(IReadOnlyList<LatencyView> Latencies);

internal sealed record LatencyView(
    string Service,
    string Operation,
    long Calls,
    long Errors,
    double P50Milliseconds,
    double P95Milliseconds,
    double P99Milliseconds);

internal sealed record ServiceList(IReadOnlyList<string> Services);

internal sealed record OperationList(IReadOnlyList<OperationView> Operations);

internal sealed record OperationView(string Name, string SpanKind);

/// <summary>Jaeger's envelope for what is not part of its API v3.</summary>
internal sealed record DependencyList(IReadOnlyList<DependencyView> Data, int Total = 0, int Limit = 0, int Offset = 0, IReadOnlyList<string>? Errors = null);

/// <summary>Jaeger's three fields, and what the embedded store knows beyond them.</summary>
internal sealed record DependencyView(string Parent, string Child, long CallCount, long? ErrorCount, double? P95Milliseconds, string ConnectionType);

/// <summary>Jaeger's form of an error.</summary>
internal sealed record JaegerError(JaegerErrorDetails Error);

internal sealed record JaegerErrorDetails(int HttpCode, string Message);
