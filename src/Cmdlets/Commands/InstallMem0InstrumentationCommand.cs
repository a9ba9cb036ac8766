using System.Management.Automation;
using Mem0Observability.Instrumentation;
using Mem0Observability.Model;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsLifecycle.Install, "Mem0Instrumentation", SupportsShouldProcess = true)]
[OutputType(typeof(InstrumentationFile))]
public sealed class InstallMem0InstrumentationCommand : InstrumentationCommand
{
    [Parameter]
    public string SourcePath { get; set; } = System.IO.Path.Combine(DeployCommand.DefaultFolder, "instrumentation");

    protected override void ProcessRecord()
    {
        var plan = Await(token => new InstallPlanner(Mem0Checkout.Find(Folder, Layout), FileSystemPath(SourcePath), ModuleVersion, Force).PlanAsync(token));
        foreach (var refused in plan.Refused) WriteError(ErrorRecords.From(refused));
        if (plan.Refused.Count > 0 || !Agreed(plan)) return;
        if (!plan.IsEmpty) Await(token => new Installer().InstallAsync(plan, token));
        WriteFiles(plan);
        foreach (var step in NextStep.AfterInstall(plan)) Say(step);
    }
}
