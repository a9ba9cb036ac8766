using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Mem0Observability.Observer.Inbox.Storage;

/// <summary>Stores a delivery whole or not at all, and once: one that comes again within the window is acknowledged and left out.</summary>
internal sealed class DeliveryStore(InboxWriter writer, TimeProvider time)
{
    /// <summary>
    /// Longer than Alertmanager waits between its first eight attempts (0.5 s growing to 8.5 s), shorter than the shortest repeat that is
    /// shipped (Watchdog, 30 s). Counted from the stored delivery, so that it cannot be stretched by sending again and again.
    /// </summary>
    public static readonly TimeSpan DuplicateWindow = TimeSpan.FromSeconds(20);

    public Task<StoredDelivery> StoreAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var digest = DeliveryDigest.Of(delivery);
        return writer.WriteAsync(connection => Store(connection, delivery, digest), cancellationToken);
    }

    private StoredDelivery Store(SqliteConnection connection, Delivery delivery, byte[] digest)
    {
        // Read here, where writers take turns: ids and times ascend together.
        var now = time.GetUtcNow();
        if (!Remember(connection, digest, now))
            return new StoredDelivery(true, []);

        var delays = new List<TimeSpan>();
        foreach (var alert in delivery.Alerts)
        {
            var labels = ToJson(alert.Labels);
            var annotations = ToJson(alert.Annotations);
            Insert(connection, delivery, alert, labels, annotations, now);
            if (AlertState.Apply(connection, alert, labels, annotations, now))
                delays.Add(now > alert.StartsAt ? now - alert.StartsAt : TimeSpan.Zero);
        }

        return new StoredDelivery(false, delays);
    }

    private static bool Remember(SqliteConnection connection, byte[] digest, DateTimeOffset now)
    {
        // abs: after a clock was set back, times that lie ahead must not make everything a duplicate.
        connection.Execute(
            "DELETE FROM recent_deliveries WHERE abs($now - received_at) >= $window",
            ("$now", now.ToUnixTimeMilliseconds()),
            ("$window", (long)DuplicateWindow.TotalMilliseconds));
        return connection.Execute(
            "INSERT INTO recent_deliveries(digest, received_at) VALUES($digest, $now) ON CONFLICT DO NOTHING",
            ("$digest", digest),
            ("$now", now.ToUnixTimeMilliseconds())) > 0;
    }

    private static void Insert(
        SqliteConnection connection, Delivery delivery, NotifiedAlert alert, string labels, string annotations, DateTimeOffset now) =>
        connection.Execute(
            """
            INSERT INTO notifications(
                received_at, receiver, group_key, status, alertname, fingerprint, starts_at, ends_at, labels, annotations, generator_url)
            VALUES($now, $receiver, $groupKey, $status, $alertname, $fingerprint, $startsAt, $endsAt, $labels, $annotations, $generatorUrl)
            """,
            ("$now", now.ToUnixTimeMilliseconds()),
            ("$receiver", delivery.Receiver),
            ("$groupKey", delivery.GroupKey),
            ("$status", alert.Status),
            ("$alertname", alert.Name),
            ("$fingerprint", alert.Fingerprint),
            ("$startsAt", alert.StartsAt.ToUnixTimeMilliseconds()),
            ("$endsAt", alert.EndsAt?.ToUnixTimeMilliseconds()),
            ("$labels", labels),
            ("$annotations", annotations),
            ("$generatorUrl", alert.GeneratorUrl));

    private static string ToJson(IReadOnlyDictionary<string, string> pairs) =>
        JsonSerializer.Serialize(pairs, PairsJson.Default.IReadOnlyDictionaryStringString);
}
