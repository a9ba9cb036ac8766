using System.Management.Automation;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsCommon.Get, "Mem0Log", DefaultParameterSetName = Range)]
[OutputType(typeof(LogEntry))]
public sealed class GetMem0LogCommand : QueryCommand
{
    private const string Range = nameof(Range);
    private const string Live = nameof(Live);

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    [Parameter(Position = 0)]
    public string? Query { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(Completers.ServiceCompleter))]
    public string[] Service { get; set; } = [];

    [Parameter]
    [ValidateSet("Trace", "Debug", "Information", "Warning", "Error", "Fatal")]
    public string[] Level { get; set; } = [];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? TraceId { get; set; }

    [Parameter]
    public string? RequestId { get; set; }

    [Parameter]
    public DateTimeOffset? Start { get; set; }

    [Parameter(ParameterSetName = Range)]
    public DateTimeOffset? End { get; set; }

    [Parameter]
    [ValidateRange(1, 1000000)]
    public int? First { get; set; }

    [Parameter(ParameterSetName = Live, Mandatory = true)]
    public SwitchParameter Follow { get; set; }

    protected override void ProcessRecord()
    {
        if (MyInvocation.ExpectingInput && string.IsNullOrEmpty(TraceId))
        {
            WriteVerbose("Left out an input without a trace id.");
            return;
        }

        var request = new LogRequest(Query, Service, Level, Text(TraceId), Text(RequestId), Start, End, First);
        Ask((sources, token) =>
        {
            var listing = new LogListing(sources.Logs, TimeProvider.System);
            return Follow ? listing.FollowAsync(request, s_interval, token) : listing.RunAsync(request, token);
        });
    }

    /// <summary>PowerShell makes an empty text of null.</summary>
    private static string? Text(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
