namespace Mem0Observability.Observer.TestAlerts;

internal sealed record TestAlertView(string Id, string Severity, DateTimeOffset ExpiresAt);
