using System.Management.Automation;
using Mem0Observability.Signals.History;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsLifecycle.Confirm, "Mem0Alert", SupportsShouldProcess = true)]
public sealed class ConfirmMem0AlertCommand : QueryCommand
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrWhiteSpace]
    public string[] Fingerprint { get; set; } = [];

    [Parameter]
    public string Comment { get; set; } = "";

    [Parameter]
    [ValidateNotNullOrWhiteSpace]
    public string By { get; set; } = Environment.UserName;

    protected override void ProcessRecord()
    {
        foreach (var fingerprint in Fingerprint)
        {
            if (!ShouldProcess($"alert {fingerprint}", "Acknowledge")) continue;
            Ask((sources, token) => new AlertConfirmation(sources.Inbox).RunAsync(fingerprint, By, Comment, token));
        }
    }
}
