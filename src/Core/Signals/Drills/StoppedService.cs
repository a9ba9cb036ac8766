using Mem0Observability.Model;

namespace Mem0Observability.Signals.Drills;

/// <summary>A container of the demo that is stopped, and started again.</summary>
internal sealed class StoppedService(IMetricStore metrics, IDemoServices demo, DrillDefinition definition, TimeProvider time) : IDrillFault
{
    /// <summary>A look into the DNS and a scrape, several times over.</summary>
    private static readonly TimeSpan s_seenLimit = TimeSpan.FromMinutes(1);

    private readonly string _container = definition.Stop!;

    private bool _stopped;

    public DrillSubject Subject { get; } = new(
        definition.Alert,
        new Dictionary<string, string> { ["service"] = definition.Service, ["severity"] = definition.Severity },
        $"absent(up{{{PromQL.Matcher("service", definition.Service)}}} == 1)")
    {
        SampleIsTime = false,
        OnlySinceStart = true,
    };

    /// <summary>Only what was seen up can be missed; a demo that has just started was not seen yet.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        string up = $"up{{{PromQL.Matcher("service", definition.Service)}}} == 1";
        long start = time.GetTimestamp();
        while ((await metrics.QueryAsync(up, null, cancellationToken)).Samples.Count == 0)
        {
            if (time.GetElapsedTime(start) > s_seenLimit)
            {
                throw new StackException("DrillNotScraped", StackErrorCategory.OperationTimeout,
                    $"Prometheus has not seen {definition.Service} up for {DurationText.Of(s_seenLimit)}, so it could not miss it. See: Get-Mem0Target {definition.Service}", "prometheus");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellationToken);
        }
    }

    public Task BreakAsync(CancellationToken cancellationToken)
    {
        _stopped = true;
        // To its end, also after Ctrl+C: an engine that was asked stops the container anyway, and it can be started only after that.
        return demo.StopAsync(_container, CancellationToken.None);
    }

    public async Task HealAsync(CancellationToken cancellationToken)
    {
        await demo.StartAsync(_container, cancellationToken);
        _stopped = false;
    }

    public Task RestoreAsync(CancellationToken cancellationToken) => _stopped ? HealAsync(cancellationToken) : Task.CompletedTask;
}
