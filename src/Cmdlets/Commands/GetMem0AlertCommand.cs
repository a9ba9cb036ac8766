using System.Management.Automation;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsCommon.Get, "Mem0Alert")]
[OutputType(typeof(AlertStatus))]
public sealed class GetMem0AlertCommand : QueryCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(Completers.ServiceCompleter))]
    public string[] Service { get; set; } = [];

    [Parameter]
    [ValidateSet("pending", "firing", "resolved")]
    public string[] State { get; set; } = [];

    protected override void ProcessRecord() => Ask((sources, token) => new AlertQuery(sources).RunAsync(new(Name, Service, State), token));
}
