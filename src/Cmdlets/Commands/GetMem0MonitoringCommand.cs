using System.Management.Automation;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsCommon.Get, "Mem0Monitoring")]
[OutputType(typeof(ServiceStatus))]
public sealed class GetMem0MonitoringCommand : Mem0Command
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(Completers.ServiceCompleter))]
    [Alias("Name")]
    public string[] Service { get; set; } = ["*"];

    protected override void ProcessRecord()
    {
        using var engine = Await(EngineConnection.OpenAsync);
        foreach (var project in new[] { ProjectName, StartMem0DemoCommand.DemoProject(ProjectName) })
        {
            foreach (var row in Await(token => StackView.ListAsync(engine, project, token)))
            {
                if (Service.Any(pattern => WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(row.Service))) WriteObject(row);
            }
        }
    }
}
