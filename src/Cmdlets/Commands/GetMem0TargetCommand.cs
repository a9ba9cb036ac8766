using System.Management.Automation;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsCommon.Get, "Mem0Target")]
[OutputType(typeof(ScrapeTarget))]
public sealed class GetMem0TargetCommand : QueryCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(Completers.ServiceCompleter))]
    [Alias("Service", "Job")]
    public string[] Name { get; set; } = [];

    [Parameter]
    [ValidateSet("up", "down", "unknown")]
    public string? Health { get; set; }

    protected override void ProcessRecord() => Ask((sources, token) => new TargetQuery(sources.Metrics).RunAsync(Name, Health, token));
}
