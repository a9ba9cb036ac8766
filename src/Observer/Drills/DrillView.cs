namespace Mem0Observability.Observer.Drills;

internal sealed record DrillView(string Id, int Series, DateTimeOffset ExpiresAt);
