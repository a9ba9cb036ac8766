using System.Management.Automation;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.History;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsCommon.Get, "Mem0Alert", DefaultParameterSetName = Now)]
[OutputType(typeof(AlertStatus), ParameterSetName = [Now])]
[OutputType(typeof(AlertHistory), ParameterSetName = [Past])]
public sealed class GetMem0AlertCommand : QueryCommand
{
    private const string Now = nameof(Now);
    private const string Past = nameof(Past);

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(Completers.ServiceCompleter))]
    public string[] Service { get; set; } = [];

    [Parameter(ParameterSetName = Now)]
    [ValidateSet("pending", "firing", "resolved")]
    public string[] State { get; set; } = [];

    [Parameter(ParameterSetName = Past, Mandatory = true)]
    public SwitchParameter History { get; set; }

    [Parameter(ParameterSetName = Past)]
    public DateTimeOffset? Since { get; set; }

    protected override void ProcessRecord() => Ask((sources, token) => History
        ? new HistoryQuery(sources.Inbox, TimeProvider.System).RunAsync(new(Name, Service, Since), token)
        : new AlertQuery(sources).RunAsync(new(Name, Service, State), token));
}
