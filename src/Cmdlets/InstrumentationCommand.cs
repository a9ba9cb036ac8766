using System.Management.Automation;
using Mem0Observability.Instrumentation;
using Mem0Observability.Model;

namespace Mem0Observability.Commands;

/// <summary>Shared by the commands that change a mem0 checkout.</summary>
public abstract class InstrumentationCommand : CoreCommand
{
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrWhiteSpace]
    public string Path { get; set; } = "";

    [Parameter]
    [ValidateSet("current", "legacy")]
    public string? Layout { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Of this module; the manifest's is the same.</summary>
    internal static string ModuleVersion { get; } = typeof(CoreCommand).Assembly.GetName().Version!.ToString(3);

    private protected string Folder => FileSystemPath(Path);

    private protected string FileSystemPath(string path) => SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);

    /// <summary>Asks about every file. Returns false when the user said no to one, or only asked what would happen.</summary>
    private protected bool Agreed(InstrumentationPlan plan)
    {
        if (plan.IsEmpty) return ShouldProcess(plan.Root, "Change nothing, everything is as it should be");
        var agreed = true;
        foreach (var file in plan.Results)
        {
            var verb = file.Action switch
            {
                InstrumentationAction.Created => "Create",
                InstrumentationAction.Updated => "Update",
                InstrumentationAction.Removed => "Remove",
                _ => null,
            };
            if (verb is not null) agreed &= ShouldProcess(file.Reason.Length == 0 ? file.Path : $"{file.Path} ({file.Reason})", verb);
        }

        return agreed && ShouldProcess(InstallRecord.PathIn(plan.Root), plan.Record is null ? "Remove the record" : "Write the record");
    }

    private protected void WriteFiles(InstrumentationPlan plan)
    {
        foreach (var file in plan.Results) WriteObject(file);
    }
}
