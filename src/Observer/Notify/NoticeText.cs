using System.Globalization;

namespace Mem0Observability.Observer.Notify;

/// <summary>What people read. It must be enough at night: what is wrong, since when, where to look.</summary>
internal static class NoticeText
{
    public static Notice Begun(Outage outage, DateTimeOffset now, string suspect) => new(
        outage.Noticed,
        null,
        "mem0 monitoring: alerts do not get through",
        [
            outage.LastSeen is { } seen
                ? $"The Watchdog alert, which always fires, last reached the observer at {Time(seen)}, {Duration(now - seen)} ago. Until it is back, no other alert can be relied on."
                : $"The Watchdog alert, which always fires, has not reached the observer since that started. Until it does, no other alert can be relied on.",
            suspect,
            "Run: Test-Mem0Monitoring watchdog, alert-path",
            $"Runbook: {Notice.Runbook}",
        ]);

    public static Notice Over(Outage outage, DateTimeOffset until) => new(
        outage.Noticed,
        until,
        "mem0 monitoring: alerts get through again",
        [
            $"The Watchdog alert reaches the observer again. It was missing {(outage.LastSeen is { } seen ? $"for {Duration(until - seen)}, since {Time(seen)}" : $"since before {Time(outage.Noticed)}")}.",
            "What fired in between was not told. Run: Get-Mem0Alert",
        ]);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 120 } => FormattableString.Invariant($"{Math.Max(0, time.TotalSeconds):0} s"),
        { TotalMinutes: < 120 } => FormattableString.Invariant($"{time.TotalMinutes:0} min"),
        _ => FormattableString.Invariant($"{time.TotalHours:0} h"),
    };
}
