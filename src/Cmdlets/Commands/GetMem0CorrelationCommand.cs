using System.Management.Automation;
using Mem0Observability.Model;
using Mem0Observability.Signals.Correlation;

namespace Mem0Observability.Commands;

[Cmdlet(VerbsCommon.Get, "Mem0Correlation")]
[OutputType(typeof(RequestCorrelation))]
public sealed class GetMem0CorrelationCommand : QueryCommand
{
    private CorrelationQuery? _query;

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    public string? RequestId { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? TraceId { get; set; }

    protected override void ProcessRecord()
    {
        if (string.IsNullOrEmpty(RequestId) && string.IsNullOrEmpty(TraceId))
        {
            SkipOrThrow();
            return;
        }

        var query = _query ??= new CorrelationQuery(Sources, TimeProvider.System);
        Stream(token => string.IsNullOrEmpty(TraceId) ? query.OfRequestAsync(RequestId!, token) : query.OfTraceAsync(TraceId, token));
    }

    private void SkipOrThrow()
    {
        if (!MyInvocation.ExpectingInput)
        {
            ThrowTerminatingError(ErrorRecords.From(new(
                "RequestIdMissing", StackErrorCategory.InvalidArgument, "Which request? Give -RequestId or -TraceId.")));
        }

        WriteVerbose("Left out an input with neither a request id nor a trace id.");
    }
}
