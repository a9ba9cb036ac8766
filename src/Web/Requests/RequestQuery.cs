using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Correlation;
using Mem0Observability.Web.Live;

namespace Mem0Observability.Web.Requests;

/// <summary>Finds a request by whichever id was given.</summary>
internal sealed class RequestQuery(SignalSources sources, TimeProvider time)
{
    public async Task<RequestCorrelation> AskAsync(string id, CancellationToken cancellationToken)
    {
        if (TraceIds.TryParse(id) is { } traceId)
        {
            var trace = await Collected<RequestCorrelation>.FromAsync(new CorrelationQuery(sources, time).OfTraceAsync(traceId, cancellationToken));
            if (trace.Results.Count > 0)
                return trace.Results[0];
            // What looks like a trace id may be the id that a client gave a request.
            if (trace.Fault is { Category: not StackErrorCategory.ObjectNotFound } fault)
                throw fault;
        }

        var request = await Collected<RequestCorrelation>.FromAsync(new CorrelationQuery(sources, time).OfRequestAsync(id, cancellationToken));
        return request.Results.Count > 0 ? request.Results[0] : throw request.Fault!;
    }
}
