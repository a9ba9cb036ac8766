using System.Management.Automation;
using Mem0Observability.Model;
using Mem0Observability.Signals.Silences;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsCommon.Get, "Mem0Silence")]
[OutputType(typeof(AlertSilence))]
public sealed class GetMem0SilenceCommand : QueryCommand
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public string[] Id { get; set; } = [];

    [Parameter]
    [ValidateSet("active", "pending", "expired")]
    public string[] State { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    public string[] AlertName { get; set; } = [];

    protected override void ProcessRecord() => Ask((sources, token) => new SilenceQuery(sources.Router).RunAsync(new(Id, State, AlertName), token));
}
