namespace Mem0Observability.Signals.Drills;

/// <summary>A container of the demo that is stopped, and started again.</summary>
internal sealed class StoppedService(IDemoServices demo, DrillDefinition definition) : IDrillFault
{
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

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

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
