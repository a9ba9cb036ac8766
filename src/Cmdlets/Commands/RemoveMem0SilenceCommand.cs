using System.Management.Automation;
using Mem0Observability.Model;
using Mem0Observability.Signals.Silences;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsCommon.Remove, "Mem0Silence", SupportsShouldProcess = true)]
[OutputType(typeof(AlertSilence))]
public sealed class RemoveMem0SilenceCommand : QueryCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrWhiteSpace]
    public string[] Id { get; set; } = [];

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        foreach (var id in Id)
        {
            if (ShouldProcess($"silence {id}", "Remove")) Ask((sources, token) => new SilenceRemoval(sources.Router).RunAsync(id, PassThru, token));
        }
    }
}
