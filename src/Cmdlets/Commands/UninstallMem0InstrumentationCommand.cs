using System.Management.Automation;
using Mem0Observability.Instrumentation;
using Mem0Observability.Model;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsLifecycle.Uninstall, "Mem0Instrumentation", SupportsShouldProcess = true)]
[OutputType(typeof(InstrumentationFile))]
public sealed class UninstallMem0InstrumentationCommand : InstrumentationCommand
{
    protected override void ProcessRecord()
    {
        var plan = Await(token => new UninstallPlanner(Mem0Checkout.FindInstalled(Folder, Layout), Force).PlanAsync(token));
        if (plan.RecordText is null) WriteVerbose($"Nothing is installed in {plan.Root}.");
        if (!Agreed(plan)) return;
        var left = plan.IsEmpty ? [] : Await(token => new Installer().UninstallAsync(plan, token));
        WriteFiles(plan);
        foreach (var path in left) WriteWarning($"Left behind, because it could not be removed or holds something else: {path}");
        foreach (var step in NextStep.AfterUninstall(plan)) Say(step);
    }
}
