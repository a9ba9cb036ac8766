using System.Collections;
using System.Management.Automation;
using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsDiagnostic.Test, "Mem0Prerequisite")]
[OutputType(typeof(PrerequisiteResult))]
public sealed class TestMem0PrerequisiteCommand : Mem0Command
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateSet(StackProfiles.Full, StackProfiles.Lite)]
    public string Profile { get; set; } = StackProfiles.Full;

    [Parameter]
    public string Path { get; set; } = DeployCommand.DefaultFolder;

    [Parameter]
    public IDictionary? Variable { get; set; }

    protected override void ProcessRecord()
    {
        var files = StackFiles.In(SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path), ProjectName, EnvironmentWith(Variable));
        var project = Await(_ => Task.FromResult(files.ReadMonitoring(Profile, ImageSources.Official)));
        Stream(token => Prerequisites.CheckAsync(project, token).Select(StackItem (row) => new OutputItem(row)));
    }
}
