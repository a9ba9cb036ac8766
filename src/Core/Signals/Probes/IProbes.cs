namespace Mem0Observability.Signals.Probes;

/// <summary>Sends something in that a check can recognise at the far end.</summary>
internal interface IProbes
{
    /// <summary>One span by OTLP/HTTP, as an application on this machine would send it.</summary>
    /// <param name="traceId">32 hexadecimal digits, lower case.</param>
    Task SendTraceAsync(string traceId, CancellationToken cancellationToken);

    /// <summary>A real request to a service of mem0, from inside its network, which begins the trace with this id.</summary>
    Task<ProbedRequest> RequestAsync(string service, string traceId, CancellationToken cancellationToken);
}

/// <summary>A request that was sent to a service of mem0.</summary>
/// <param name="Status">What the service answered; null where there was no answer, and <paramref name="Failure"/> says why.</param>
/// <param name="RequestId">The answer's <c>X-Request-ID</c>: mem0 makes its own whatever it is sent. Null where it has none.</param>
internal sealed record ProbedRequest(string Service, string Url, int? Status, string? RequestId, string Failure);
