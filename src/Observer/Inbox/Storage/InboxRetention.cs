using Mem0Observability.Observer.Hosting;
using Mem0Observability.Observer.Watchdog;

namespace Mem0Observability.Observer.Inbox.Storage;

/// <summary>Drops what is older than the retention, a little at a time, so that no notification waits long for its turn.</summary>
internal sealed class InboxRetention(InboxWriter writer, ObserverOptions options, TimeProvider time, ILogger<InboxRetention> logger)
{
    /// <summary>
    /// A beat every 30 to 60 s for 90 days would be the bulk of the inbox, and an old one tells nothing that its alert's state does not.
    /// </summary>
    public static readonly TimeSpan HeartbeatRetention = TimeSpan.FromDays(1);

    private const int Batch = 500;

    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var cutoff = now - options.Retention;
        try
        {
            var notifications =
                await DropAsync("notifications WHERE id IN (SELECT id FROM notifications WHERE received_at < $before LIMIT $batch)", cutoff, cancellationToken)
                + await DropAsync(
                    $"notifications WHERE id IN (SELECT id FROM notifications WHERE alertname = '{Heartbeat.AlertName}' AND received_at < $before LIMIT $batch)",
                    now - HeartbeatRetention,
                    cancellationToken);
            var alerts = await DropAsync(
                "alerts WHERE fingerprint IN (SELECT fingerprint FROM alerts WHERE last_received_at < $before LIMIT $batch)", cutoff, cancellationToken);
            await DropAsync(
                "acknowledgements WHERE id IN (SELECT id FROM acknowledgements WHERE at < $before LIMIT $batch) "
                + "AND id NOT IN (SELECT acknowledgement FROM alerts WHERE acknowledgement IS NOT NULL)",
                cutoff,
                cancellationToken);
            if (notifications + alerts == 0)
                return;

            await writer.WriteAsync(connection => connection.Execute("PRAGMA incremental_vacuum"), cancellationToken);
            logger.LogInformation("Retention dropped {Notifications} notifications and {Alerts} alerts", notifications, alerts);
        }
        catch (InboxUnavailableException)
        {
            // The inbox has reported it; the next hour tries again.
        }
    }

    private async Task<int> DropAsync(string what, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var total = 0;
        int dropped;
        do
        {
            dropped = await writer.WriteAsync(
                connection => connection.Execute(
                    "DELETE FROM " + what, ("$before", before.ToUnixTimeMilliseconds()), ("$batch", Batch)),
                cancellationToken);
            total += dropped;
        }
        while (dropped == Batch);
        return total;
    }
}
