namespace Mem0Observability.Web.Health;

/// <summary>When the inbox last received the Watchdog: that alerts get through at all.</summary>
public sealed record Heartbeat(DateTimeOffset? LastSeen, bool IsAlive);
