using System.Management.Automation;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsLifecycle.Stop, "Mem0Monitoring", SupportsShouldProcess = true)]
public sealed class StopMem0MonitoringCommand : RemoveCommand
{
    [Parameter]
    public SwitchParameter RemoveData { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        var confirmed = Force || (MyInvocation.BoundParameters.TryGetValue("Confirm", out var answer) && !((SwitchParameter)answer).IsPresent);
        Remove(ProjectName, "", RemoveData, confirmed);
    }
}
