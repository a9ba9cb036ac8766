using System.Management.Automation;
using Mem0Observability.Checks;
using Mem0Observability.Checks.Reports;
using Mem0Observability.Dashboards;
using Mem0Observability.Docker;
using Mem0Observability.Model;
using Mem0Observability.Notifications;
using Mem0Observability.Signals;
using Mem0Observability.Stack;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsDiagnostic.Test, "Mem0Monitoring")]
[OutputType(typeof(CheckResult), typeof(bool))]
public sealed class TestMem0MonitoringCommand : Mem0Command
{
    private readonly List<CheckResult> _results = [];
    private readonly List<StackException> _errors = [];

    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(Completers.CheckCompleter))]
    public string[] Check { get; set; } = [];

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    [Parameter]
    public string[] ReportPath { get; set; } = [];

    [Parameter]
    public string SignalsPath { get; set; } = System.IO.Path.Combine(DeployCommand.DefaultFolder, "monitoring", "signals.yml");

    [Parameter]
    public string DashboardPath { get; set; } = ShowMem0DashboardCommand.DefaultFolder;

    protected override void ProcessRecord()
    {
        // Wrong names and files are said before anything is sent.
        var (checks, reports, matrix, dashboards) = Await(_ => Task.FromResult((
            CheckCatalog.Select(Check),
            ReportPath.Select(p => ReportFile.At(SessionState.Path.GetUnresolvedProviderPathFromPSPath(p))).ToList(),
            SignalMatrix.Load(SessionState.Path.GetUnresolvedProviderPathFromPSPath(SignalsPath)),
            DashboardFolder.Load(SessionState.Path.GetUnresolvedProviderPathFromPSPath(DashboardPath)))));
        var started = DateTimeOffset.UtcNow;
        using var http = StackHttp.Create();
        var context = Await(token => ContextAsync(matrix, http, reports, started, token));
        Stream(token => new CheckRunner(checks).RunAsync(context with { Dashboards = dashboards }, token).Select(Keep));

        var report = Await(token => SaveAsync(reports, started, token));
        if (Quiet) WriteObject(report.Passed);
    }

    private async Task<CheckReport> SaveAsync(List<ReportFile> reports, DateTimeOffset started, CancellationToken cancellationToken)
    {
        var report = CheckReport.Of(started, DateTimeOffset.UtcNow - started, _results, _errors);
        foreach (var file in reports) await file.SaveAsync(report, cancellationToken);
        return report;
    }

    private async Task<CheckContext> ContextAsync(SignalMatrix matrix, HttpClient http, List<ReportFile> reports, DateTimeOffset started, CancellationToken cancellationToken)
    {
        try
        {
            using var engine = await EngineConnection.OpenAsync(cancellationToken);
            var services = await StackView.ListSettledAsync(engine, ProjectName, cancellationToken);
            var state = StateFolder.For(ProjectName, EnvironmentWith(null));
            var sources = StackConnection.Open(http, [.. services.Where(s => s.Project == ProjectName)], ProjectName, state);
            var context = await CheckContext.CreateAsync(matrix, sources, services, TimeProvider.System, cancellationToken);
            return context with { NewestLine = NewestLineAsync, LastLines = LastLinesAsync, Channels = new ChannelFolder(state).Look() };
        }
        catch (StackException e)
        {
            // A pipeline that reads the report must learn of this too.
            _errors.Add(e);
            await SaveAsync(reports, started, cancellationToken);
            throw;
        }
    }

    /// <summary>Over a connection of its own: the checks run after the one that found the services is closed.</summary>
    private static async Task<WrittenLine?> NewestLineAsync(ServiceStatus container, CancellationToken cancellationToken)
    {
        using var engine = await EngineConnection.OpenAsync(cancellationToken);
        return await engine.NewestLineAsync(container.ContainerId, cancellationToken);
    }

    private static async Task<string> LastLinesAsync(ServiceStatus container, CancellationToken cancellationToken)
    {
        using var engine = await EngineConnection.OpenAsync(cancellationToken);
        return await engine.TailLogAsync(container.ContainerId, 200, cancellationToken);
    }

    /// <summary>Remembers what the report and -Quiet need; -Quiet keeps results to itself.</summary>
    private StackItem Keep(StackItem item)
    {
        if (item is OutputItem { Value: CheckResult result })
        {
            _results.Add(result);
            return Quiet ? new VerboseItem($"{result.Outcome}: {result.Name} {result.Target}: {result.Reason}") : item;
        }

        if (item is ErrorItem error) _errors.Add(error.Error);
        return item;
    }
}
