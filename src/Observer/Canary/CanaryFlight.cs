namespace Mem0Observability.Observer.Canary;

/// <summary>Sends one canary and waits until it is found or counts as lost.</summary>
internal sealed class CanaryFlight(CanaryMetrics metrics, TimeProvider time, ILogger<CanaryFlight> logger)
{
    /// <summary>Also the error of the measured time.</summary>
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);

    public async Task FlyAsync(ICanary canary, CancellationToken cancellationToken)
    {
        var id = "canary" + Guid.NewGuid().ToString("N");
        var start = time.GetTimestamp();
        try
        {
            await canary.SendAsync(id, cancellationToken);
        }
        catch (CanaryException e)
        {
            Fail(canary, CanaryMetrics.NotSent, e.Message);
            return;
        }

        try
        {
            await SeekAsync(canary, id, start, cancellationToken);
        }
        finally
        {
            canary.End(id);
        }
    }

    private async Task SeekAsync(ICanary canary, string id, long start, CancellationToken cancellationToken)
    {
        string? fault;
        do
        {
            await Task.Delay(s_interval, time, cancellationToken);
            fault = null;
            try
            {
                if (await canary.IsFoundAsync(id, cancellationToken))
                {
                    metrics.Found(canary.Signal, time.GetElapsedTime(start));
                    return;
                }
            }
            catch (CanaryException e)
            {
                // It may answer again before the time is up.
                fault = e.Message;
            }
        }
        while (time.GetElapsedTime(start) < canary.Limit);

        Fail(canary, fault is null ? CanaryMetrics.NotFound : CanaryMetrics.SearchFailed, fault ?? $"not found within {canary.Limit.TotalSeconds:0} s");
    }

    private void Fail(ICanary canary, string reason, string message)
    {
        metrics.Failed(canary.Signal, reason);
        logger.LogWarning("The {Signal} canary failed ({Reason}): {Message}", canary.Signal, reason, message);
    }
}
