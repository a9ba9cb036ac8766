using Mem0Observability.Model;
using Mem0Observability.Observer.Store;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Observer.Canary;

/// <summary>A line on standard output, until a search for its words finds it; by OTLP where no container logs are read.</summary>
internal sealed class LogCanary(ILogStore store, OtlpSender otlp, CanarySettings settings, ILogger<LogCanary> logger, TimeProvider time) : ICanary
{
    public string Signal => "log";

    public TimeSpan LeastInterval => TimeSpan.Zero;

    public TimeSpan Limit => settings.TelemetryLimit;

    public Task SendAsync(string id, CancellationToken cancellationToken)
    {
        if (!settings.ReadsOwnLog)
            return otlp.SendLogAsync($"Canary {id}", cancellationToken);

        logger.LogInformation("Canary {Id}", id);
        return Task.CompletedTask;
    }

    public async Task<bool> IsFoundAsync(string id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var search = new LogSearch { Start = now.AddMinutes(-5), End = now.AddMinutes(5), Query = new LogQuery.Text(id), Limit = 1 };
        try
        {
            return (await store.SearchAsync(search, cancellationToken)).Entries.Count > 0;
        }
        catch (Exception e) when (e is StackException or StoreUnavailableException)
        {
            throw new CanaryException(e.Message, e);
        }
    }
}
