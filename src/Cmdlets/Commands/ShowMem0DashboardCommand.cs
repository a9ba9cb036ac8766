using System.Management.Automation;
using Mem0Observability.Dashboards;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Stack;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsCommon.Show, "Mem0Dashboard")]
[OutputType(typeof(Uri))]
public sealed class ShowMem0DashboardCommand : Mem0Command
{
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(Completers.DashboardCompleter))]
    public string Name { get; set; } = "overview";

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    public string DashboardPath { get; set; } = DefaultFolder;

    /// <summary>For tests: what is there instead of what the engine says, by commands on the same flow of execution.</summary>
    internal static AsyncLocal<IReadOnlyList<ServiceStatus>?> Given { get; } = new();

    /// <summary>For tests: what opens the address instead of the desktop.</summary>
    internal static AsyncLocal<Func<Uri, bool>?> Opener { get; } = new();

    protected override void ProcessRecord()
    {
        // A wrong name is said before anything is asked.
        var dashboard = Await(_ => Task.FromResult(DashboardFolder.Load(SessionState.Path.GetUnresolvedProviderPathFromPSPath(DashboardPath)).Get(Name)));
        var services = Given.Value ?? Await(ServicesAsync);
        var address = Await(_ =>
        {
            StackView.RequireDeployed(services, ProjectName);
            return Task.FromResult(DashboardAddress.Of(dashboard, services, ProjectName));
        });
        if (PassThru)
        {
            WriteObject(address);
            return;
        }

        if (!(Opener.Value ?? ProcessRunner.Open)(address))
        {
            var error = new StackException("BrowserNotOpened", StackErrorCategory.ResourceUnavailable,
                $"Nothing on this machine opens addresses. Open {address} in a browser, or use -PassThru.", address);
            ThrowTerminatingError(ErrorRecords.From(error));
        }
    }

    /// <summary>The dashboards that came with the module.</summary>
    internal static string DefaultFolder { get; } = System.IO.Path.Combine(DeployCommand.DefaultFolder, "monitoring", "grafana", "dashboards");

    private async Task<IReadOnlyList<ServiceStatus>> ServicesAsync(CancellationToken cancellationToken)
    {
        using var engine = await EngineConnection.OpenAsync(cancellationToken);
        return await StackView.ListAsync(engine, ProjectName, cancellationToken);
    }
}
