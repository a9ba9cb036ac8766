namespace Mem0Observability.Signals.Drills;

/// <summary>The services of the demo, which a drill may stop.</summary>
internal interface IDemoServices
{
    Task<bool> RunsAsync(string service, CancellationToken cancellationToken);

    Task StopAsync(string service, CancellationToken cancellationToken);

    /// <summary>Also of one that runs: then there is nothing to do.</summary>
    Task StartAsync(string service, CancellationToken cancellationToken);
}
