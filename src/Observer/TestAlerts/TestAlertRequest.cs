namespace Mem0Observability.Observer.TestAlerts;

internal sealed record TestAlertRequest(string? Severity, int? TtlSeconds);
