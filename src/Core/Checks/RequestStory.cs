using Mem0Observability.Model;
using Mem0Observability.Signals.Probes;

namespace Mem0Observability.Checks;

/// <summary>What became of a request that the observer sent for a check, in words.</summary>
internal static class RequestStory
{
    public static SignalHop Answered(ProbedRequest request) => request.Status is { } status
        ? new("answered", true, null, FormattableString.Invariant($"{status} from {request.Url}"))
        : new("answered", false, null, request.Failure);

    public static string NoAnswer(ScopedService service, ProbedRequest request) => service.IsGone
        ? "It was monitored within the last hour and is gone: it answers no request. Start it again."
        : $"The observer got no answer from {request.Url}: {request.Failure}. Does it run, on a network that the observer has joined? See: Get-Mem0Monitoring";
}
