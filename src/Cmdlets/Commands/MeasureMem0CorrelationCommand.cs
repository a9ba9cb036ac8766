using System.Management.Automation;
using Mem0Observability.Model;
using Mem0Observability.Signals.Correlation.Change;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsDiagnostic.Measure, "Mem0Correlation")]
[OutputType(typeof(MetricCorrelation))]
public sealed class MeasureMem0CorrelationCommand : QueryCommand
{
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrWhiteSpace]
    [ArgumentCompleter(typeof(Completers.MetricCompleter))]
    public string Target { get; set; } = "";

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(Completers.ServiceCompleter))]
    public string? Service { get; set; }

    [Parameter]
    public DateTimeOffset? Start { get; set; }

    [Parameter]
    public DateTimeOffset? End { get; set; }

    [Parameter]
    [Duration]
    [ArgumentCompletions("30m", "1h", "6h", "1d")]
    public TimeSpan? Baseline { get; set; }

    [Parameter]
    [Duration]
    public TimeSpan? Step { get; set; }

    [Parameter]
    [ValidateRange(0, ChangeRequest.LongestLag)]
    public int MaxLag { get; set; } = ChangeRequest.DefaultLag;

    [Parameter]
    [ValidateNotNullOrWhiteSpace]
    public string[] Candidate { get; set; } = [];

    [Parameter]
    [ValidateRange(1, 1000)]
    public int Top { get; set; } = ChangeRequest.DefaultTop;

    protected override void ProcessRecord()
    {
        var request = new ChangeRequest(Target, Service, Start, End, Baseline, Step, MaxLag, Candidate, Top);
        Ask((sources, token) => new ChangeQuery(sources.Metrics, TimeProvider.System).RunAsync(request, token));
    }
}
