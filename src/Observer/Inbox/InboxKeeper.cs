using Mem0Observability.Observer.Inbox.Storage;
using Mem0Observability.Observer.Watchdog;

namespace Mem0Observability.Observer.Inbox;

/// <summary>Opens the inbox before the first request, tries again while it fails, and drops what is too old.</summary>
internal sealed class InboxKeeper(
    InboxWriter writer, InboxRetention retention, NotificationReader notifications, Heartbeat heartbeat, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan s_probeInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_retentionInterval = TimeSpan.FromHours(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // A failure is logged and shown by /healthz. Ending here instead would only hide the reason in a restart loop.
        if (await writer.TryWriteAsync(cancellationToken) && notifications.LastReceived(Heartbeat.AlertName) is { } lastSeen)
            heartbeat.Restore(lastSeen);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_probeInterval, time);
        var lastRetention = (long?)null;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (writer.Health.Failure is not null && !await writer.TryWriteAsync(stoppingToken))
                continue;
            if (lastRetention is { } last && time.GetElapsedTime(last) < s_retentionInterval)
                continue;
            lastRetention = time.GetTimestamp();
            await retention.ApplyAsync(stoppingToken);
        }
    }
}
