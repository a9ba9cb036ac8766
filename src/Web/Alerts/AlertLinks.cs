using Mem0Observability.Web.Time;

namespace Mem0Observability.Web.Alerts;

/// <summary>Where to read on about an alert, by its labels and annotations.</summary>
internal static class AlertLinks
{
    /// <summary>What was before an alert matters more than what came after.</summary>
    private static readonly TimeSpan s_before = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan s_after = TimeSpan.FromMinutes(30);

    public static string Runbook(string alertName, IReadOnlyDictionary<string, string> annotations) =>
        PageLinks.Runbook(annotations.GetValueOrDefault("runbook_url") is { Length: > 0 } url ? Path.GetFileNameWithoutExtension(url) : alertName);

    /// <summary>Null where the alert names none. Annotations have the uid, pages the file's name.</summary>
    public static string? Dashboard(IReadOnlyDictionary<string, string> annotations) =>
        annotations.GetValueOrDefault("dashboard") is { Length: > 0 } uid ? PageLinks.Dashboard(uid.StartsWith("mem0-", StringComparison.Ordinal) ? uid[5..] : uid) : null;

    public static TimeRange Around(DateTimeOffset? since, DateTimeOffset? until, DateTimeOffset now)
    {
        DateTimeOffset start = since ?? now;
        DateTimeOffset end = (until ?? start) + s_after;
        return TimeRange.Between(start - s_before, end < now ? end : now);
    }
}
