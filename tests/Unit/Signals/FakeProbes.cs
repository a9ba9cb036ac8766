using Mem0Observability.Model;
using Mem0Observability.Signals.Probes;

namespace Mem0Observability.Tests.Unit.Signals;

/// <summary>Takes every probe and keeps it; a test decides what becomes of it.</summary>
internal sealed class FakeProbes : IProbes
{
    public List<string> Sent { get; } = [];

    public List<(string Service, string TraceId)> Requests { get; } = [];

    /// <summary>By service.</summary>
    public Func<string, ProbedRequest> Answer { get; set; } = s => new ProbedRequest(s, $"http://{s}:8000/", 200, "request-of-" + s, "");

    /// <summary>Thrown by everything.</summary>
    public StackException? Fault { get; set; }

    public Task SendTraceAsync(string traceId, CancellationToken cancellationToken)
    {
        if (Fault is not null)
            return Task.FromException(Fault);
        Sent.Add(traceId);
        return Task.CompletedTask;
    }

    public Task<ProbedRequest> RequestAsync(string service, string traceId, CancellationToken cancellationToken)
    {
        if (Fault is not null)
            return Task.FromException<ProbedRequest>(Fault);
        Requests.Add((service, traceId));
        return Task.FromResult(Answer(service));
    }
}
