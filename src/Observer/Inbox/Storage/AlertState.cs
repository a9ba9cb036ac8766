using Microsoft.Data.Sqlite;

namespace Mem0Observability.Observer.Inbox.Storage;

/// <summary>Follows each fingerprint from notification to notification.</summary>
/// <remarks>
/// An acknowledgement belongs to one time of firing. When the alert begins to fire anew (it was resolved, or its start has changed because the
/// resolved notification fell between two group intervals) it counts no more: the second outage must not pass as known.
/// </remarks>
internal static class AlertState
{
    /// <returns>Whether the alert has newly begun to fire.</returns>
    public static bool Apply(SqliteConnection connection, NotifiedAlert alert, string labels, string annotations, DateTimeOffset now)
    {
        var startsAt = alert.StartsAt.ToUnixTimeMilliseconds();
        var firing = alert.Status == NotifiedAlert.Firing;
        var begins = firing && !IsKnownFiring(connection, alert.Fingerprint, startsAt);
        connection.Execute(
            """
            INSERT INTO alerts(
                fingerprint, status, starts_at, first_received_at, last_received_at, resolved_at, notifications, labels, annotations)
            VALUES($fingerprint, $status, $startsAt, $now, $now, $resolvedAt, 1, $labels, $annotations)
            ON CONFLICT(fingerprint) DO UPDATE SET
                status = excluded.status,
                starts_at = excluded.starts_at,
                last_received_at = excluded.last_received_at,
                resolved_at = excluded.resolved_at,
                notifications = notifications + 1,
                labels = excluded.labels,
                annotations = excluded.annotations,
                acknowledgement = iif($begins, NULL, acknowledgement)
            """,
            ("$fingerprint", alert.Fingerprint),
            ("$status", alert.Status),
            ("$startsAt", startsAt),
            ("$now", now.ToUnixTimeMilliseconds()),
            ("$resolvedAt", firing ? null : (alert.EndsAt ?? now).ToUnixTimeMilliseconds()),
            ("$labels", labels),
            ("$annotations", annotations),
            ("$begins", begins));
        return begins;
    }

    private static bool IsKnownFiring(SqliteConnection connection, string fingerprint, long startsAt) =>
        connection.Scalar(
            "SELECT 1 FROM alerts WHERE fingerprint = $fingerprint AND status = 'firing' AND starts_at = $startsAt",
            ("$fingerprint", fingerprint),
            ("$startsAt", startsAt)) is not null;
}
