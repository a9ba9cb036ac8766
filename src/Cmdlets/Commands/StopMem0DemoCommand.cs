using System.Management.Automation;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsLifecycle.Stop, "Mem0Demo", SupportsShouldProcess = true)]
public sealed class StopMem0DemoCommand : RemoveCommand
{
    protected override void ProcessRecord() =>
        Remove(StartMem0DemoCommand.DemoProject(ProjectName), "demo", removeData: true, confirmed: true);
}
