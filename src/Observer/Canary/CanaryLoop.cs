namespace Mem0Observability.Observer.Canary;

/// <summary>Sends every canary at its interval for as long as the process runs.</summary>
internal sealed class CanaryLoop(IEnumerable<ICanary> canaries, CanarySettings settings, CanaryFlight flight, CanaryMetrics metrics, TimeProvider time) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        settings.Interval == TimeSpan.Zero ? Task.CompletedTask : Task.WhenAll(canaries.Select(c => RepeatAsync(c, stoppingToken)));

    private async Task RepeatAsync(ICanary canary, CancellationToken stoppingToken)
    {
        metrics.Begin(canary.Signal);
        var interval = canary.LeastInterval > settings.Interval ? canary.LeastInterval : settings.Interval;
        // Not at once: what is at the other end has just been started too.
        var wait = settings.Interval;
        try
        {
            while (true)
            {
                await Task.Delay(wait, time, stoppingToken);
                var start = time.GetTimestamp();
                await flight.FlyAsync(canary, stoppingToken);
                var rest = interval - time.GetElapsedTime(start);
                wait = rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }
}
