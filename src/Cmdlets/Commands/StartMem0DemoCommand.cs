using System.Management.Automation;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsLifecycle.Start, "Mem0Demo", SupportsShouldProcess = true)]
[OutputType(typeof(ServiceStatus))]
public sealed class StartMem0DemoCommand : DeployCommand
{
    private const string Down = "Down";

    [Parameter(Position = 0)]
    [ValidateSet("None", "Slow", "Errors", "DbSlow", Down)]
    public string Fault { get; set; } = "None";

    /// <summary>The demo's compose project beside a monitoring project; its network's name is known for the default one.</summary>
    internal static string DemoProject(string monitoringProject) => monitoringProject == "mem0-monitoring" ? "mem0-demo" : $"{monitoringProject}-demo";

    protected override void ProcessRecord()
    {
        var files = Files();
        files = files with { Environment = new Dictionary<string, string>(files.Environment) { ["DEMO_FAULT"] = Fault == Down ? "none" : Fault.ToLowerInvariant() } };
        var name = DemoProject(ProjectName);
        var project = Await(_ => Task.FromResult(files.ReadDemo(name)));
        using var turn = Await(_ => Task.FromResult(ProjectLock.Take(System.IO.Path.Combine(files.StateDirectory, "demo"), name)));
        using var engine = Await(EngineConnection.OpenAsync);
        var stopped = Fault == Down ? new HashSet<string> { "mem0" } : [];
        if (!Deploy(engine, project, new(files.StateDirectory, ImageSources.Distribution, [], stopped, TimeSpan.FromSeconds(TimeoutSeconds)))) return;
        Await(token => NetworkJoin.JoinAsync(engine, ProjectName, project.Networks.Values.First().Name, token));
        WriteServices(engine, name);
    }
}
