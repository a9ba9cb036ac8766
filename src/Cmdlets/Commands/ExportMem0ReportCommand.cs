using System.Management.Automation;
using Mem0Observability.Model;
using Mem0Observability.Reports;
using Mem0Observability.Signals;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsData.Export, "Mem0Report", SupportsShouldProcess = true, DefaultParameterSetName = UpToNow)]
[OutputType(typeof(MonitoringReport))]
public sealed class ExportMem0ReportCommand : QueryCommand
{
    private const string UpToNow = nameof(UpToNow);
    private const string Between = nameof(Between);

    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrWhiteSpace]
    public string Path { get; set; } = "";

    [Parameter(ParameterSetName = UpToNow)]
    [Duration]
    [ArgumentCompletions("1h", "1d", "7d", "14d")]
    public TimeSpan Window { get; set; } = TimeSpan.FromDays(1);

    [Parameter(ParameterSetName = Between, Mandatory = true)]
    public DateTimeOffset? Start { get; set; }

    [Parameter(ParameterSetName = Between)]
    public DateTimeOffset? End { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessRecord()
    {
        var path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(Path);
        if (!ShouldProcess(path, "Write report")) return;

        Ask((sources, token) => new ReportWriter(sources, TimeProvider.System).RunAsync(path, SearchWindow.Of(Start, End, TimeProvider.System, Window), Force, token));
    }
}
