using System.Management.Automation;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Signals.Drills;
using Mem0Observability.Stack;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsLifecycle.Invoke, "Mem0AlertDrill", SupportsShouldProcess = true)]
[OutputType(typeof(AlertDrillResult))]
public sealed class InvokeMem0AlertDrillCommand : QueryCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(Completers.DrillCompleter))]
    public string[] Name { get; set; } = [];

    [Parameter]
    [Duration]
    [ArgumentCompletions("5m", "10m", "20m")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(10);

    [Parameter]
    public string DrillsPath { get; set; } = DefaultPath;

    /// <summary>For tests: the demo that is stopped and started, on the same flow of execution.</summary>
    internal static AsyncLocal<IDemoServices?> GivenDemo { get; } = new();

    internal static string DefaultPath => System.IO.Path.Combine(DeployCommand.DefaultFolder, "monitoring", "drills.yml");

    protected override void ProcessRecord()
    {
        var path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(DrillsPath);
        var catalog = Await(_ => Task.FromResult(Load(path)));
        foreach (var (alert, reason) in catalog.SelectWithout(Name))
        {
            WriteObject(AlertDrills.Without(alert, $"There is no drill of it: {reason}. Its case in monitoring/tests proves the rule."));
        }

        List<DrillDefinition> drills = [.. catalog.Select(Name).Where(d => ShouldProcess(d.Alert, Describe(d)))];
        if (drills.Count == 0) return;
        var demo = GivenDemo.Value ?? new DemoServices(async token => await EngineConnection.OpenAsync(token), StartMem0DemoCommand.DemoProject(ProjectName));
        Ask((sources, token) => new AlertDrills(sources, demo, TimeProvider.System).RunAsync(drills, Timeout, token));
    }

    private DrillCatalog Load(string path)
    {
        var catalog = DrillCatalog.Load(path);
        catalog.RequireKnown(Name);
        return catalog;
    }

    private static string Describe(DrillDefinition drill) =>
        drill.Stop is { } service ? $"Stop the demo's {service} until the alert is received" : "Expose made-up series until the alert is received";
}
