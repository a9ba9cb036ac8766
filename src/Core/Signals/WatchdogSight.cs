namespace Mem0Observability.Signals;

/// <summary>When the inbox last received the Watchdog alert, by the inbox's clock.</summary>
/// <param name="LastSeen">Null where it never did.</param>
/// <param name="Alive">Whether that is recent enough for the inbox.</param>
internal sealed record WatchdogSight(DateTimeOffset? LastSeen, TimeSpan? Age, bool Alive);
