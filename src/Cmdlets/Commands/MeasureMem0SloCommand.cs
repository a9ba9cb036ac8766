using System.Management.Automation;
using Mem0Observability.Model;
using Mem0Observability.Signals.Slo;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsDiagnostic.Measure, "Mem0Slo")]
[OutputType(typeof(ServiceLevel))]
public sealed class MeasureMem0SloCommand : QueryCommand
{
    [Parameter(Position = 0)]
    [ValidateSet("availability", "requests", "latency")]
    public string[] Name { get; set; } = [];

    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(Completers.ServiceCompleter))]
    public string[] Service { get; set; } = [];

    [Parameter]
    [Duration]
    [ArgumentCompletions("1h", "1d", "7d", "14d")]
    public TimeSpan Window { get; set; } = TimeSpan.FromDays(14);

    protected override void ProcessRecord()
    {
        var request = new SloRequest(Name, [.. Service.Where(s => s.Length > 0)], Window);
        Ask((sources, token) => new SloQuery(sources.Metrics, TimeProvider.System).RunAsync(request, token));
    }
}
