namespace Mem0Observability.Observer.Watchdog;

internal sealed record WatchdogView(DateTimeOffset? LastSeen, double? AgeSeconds, bool Alive);
