using System.Management.Automation;

namespace Mem0Observability.Shell;

/// <summary>Passes everything on, and remembers what must make the exit code 1.</summary>
[Cmdlet("Watch", "Outcome")]
internal sealed class WatchOutcomeCommand : PSCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is null) return;
        var host = (ConsoleHost)Host.PrivateData.BaseObject;
        if (InputObject.BaseObject is ErrorRecord error)
        {
            host.Report(error);
            return;
        }

        // The answer of Test-Mem0Monitoring -Quiet. By name: the result's type itself lives in the module's own load context.
        if (InputObject.BaseObject is false || InputObject.Properties["Outcome"]?.Value?.ToString() == "Failed") host.CheckFailed = true;
        WriteObject(InputObject);
    }
}
