using System.Management.Automation;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsCommunications.Send, "Mem0TestAlert", SupportsShouldProcess = true)]
[OutputType(typeof(TestAlertResult))]
public sealed class SendMem0TestAlertCommand : QueryCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateSet("info", "ticket", "page")]
    public string Severity { get; set; } = "info";

    [Parameter]
    public SwitchParameter Direct { get; set; }

    [Parameter]
    public SwitchParameter NoResolve { get; set; }

    protected override void ProcessRecord()
    {
        if (!ShouldProcess(Direct ? "Alertmanager" : "the rule Mem0TestAlert", $"Send a test alert of severity {Severity}")) return;
        Ask((sources, token) => new AlertDrill(sources, TimeProvider.System).RunAsync(new DrillRequest(Severity, Direct, !NoResolve), token));
    }
}
