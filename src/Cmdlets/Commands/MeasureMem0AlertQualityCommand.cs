using System.Management.Automation;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Quality;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsDiagnostic.Measure, "Mem0AlertQuality", DefaultParameterSetName = Each)]
[OutputType(typeof(AlertQuality), ParameterSetName = [Each])]
[OutputType(typeof(AlertObjective), ParameterSetName = [All])]
public sealed class MeasureMem0AlertQualityCommand : QueryCommand
{
    private const string Each = nameof(Each);
    private const string All = nameof(All);

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    [Parameter]
    [Duration]
    [ArgumentCompletions("1d", "7d", "30d")]
    public TimeSpan Window { get; set; } = TimeSpan.FromDays(30);

    [Parameter]
    [Duration]
    public TimeSpan SelfResolved { get; set; } = TimeSpan.FromMinutes(5);

    [Parameter(ParameterSetName = All, Mandatory = true)]
    public SwitchParameter Summary { get; set; }

    [Parameter(ParameterSetName = All)]
    public string SignalsPath { get; set; } = System.IO.Path.Combine(DeployCommand.DefaultFolder, "monitoring", "signals.yml");

    protected override void ProcessRecord()
    {
        var path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(SignalsPath);
        var matrix = Summary ? Await(_ => Task.FromResult(SignalMatrix.Load(path))) : null;
        Ask((sources, token) => new QualityQuery(sources, TimeProvider.System).RunAsync(new(Name, Window, SelfResolved), matrix, token));
    }
}
