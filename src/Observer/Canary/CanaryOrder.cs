namespace Mem0Observability.Observer.Canary;

internal sealed record CanaryOrder(string? Service, string? TraceId);

/// <param name="Status">Null where nobody answered; then <paramref name="Failure"/> says why.</param>
internal sealed record CanaryAnswer(string Service, string Url, int? Status, string? RequestId, string? Failure);
