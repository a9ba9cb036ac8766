using Prometheus;

namespace Mem0Observability.Observer.Otlp;

/// <summary>What the intake tells about itself.</summary>
internal sealed class OtlpMetrics
{
    public const string Grpc = "grpc";
    public const string Http = "http";

    private readonly Counter _requests;
    private readonly Counter _rejected;

    public OtlpMetrics(IMetricFactory metrics)
    {
        _requests = metrics.CreateCounter(
            "mem0_observer_otlp_requests_total", "OTLP export requests.", ["signal", "transport", "outcome"]);
        _rejected = metrics.CreateCounter(
            "mem0_observer_otlp_rejected_total", "Records of accepted OTLP requests that were not kept.", ["signal", "reason"]);

        // From zero, so that increase() sees the first one.
        foreach (var signal in Enum.GetValues<OtlpSignal>())
        {
            foreach (var outcome in OtlpOutcomes.All)
            {
                _requests.WithLabels(Name(signal), Grpc, outcome);
                _requests.WithLabels(Name(signal), Http, outcome);
            }

            foreach (var reason in Rejections.Labels)
                _rejected.WithLabels(Name(signal), reason);
        }
    }

    public void Answered(OtlpSignal signal, string transport, string outcome) => _requests.WithLabels(Name(signal), transport, outcome).Inc();

    public void Rejected(OtlpSignal signal, Rejections rejections)
    {
        foreach (var (reason, count) in rejections.ByReason)
            _rejected.WithLabels(Name(signal), reason).Inc(count);
    }

    private static string Name(OtlpSignal signal) => signal switch
    {
        OtlpSignal.Traces => "traces",
        OtlpSignal.Logs => "logs",
        _ => "metrics",
    };
}
