using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Checks;

/// <summary>Why a trace is not in Jaeger: what the Collector and Jaeger say that they took in and passed on.</summary>
internal static class TraceStory
{
    public static async Task<(IReadOnlyList<SignalHop> Hops, string Advice)> AskAsync(IMetricStore metrics, CancellationToken cancellationToken)
    {
        try
        {
            double? accepted = await ValueAsync(metrics, "otel-collector", "otelcol_receiver_accepted_spans", cancellationToken);
            double? sent = await ValueAsync(metrics, "otel-collector", "otelcol_exporter_sent_spans", cancellationToken);
            double? stored = await ValueAsync(metrics, "jaeger", "otelcol_receiver_accepted_spans", cancellationToken);
            SignalHop[] hops = [Hop("collected", accepted, "taken in by the Collector"), Hop("exported", sent, "passed on to Jaeger"), Hop("received", stored, "taken in by Jaeger")];
            return (hops, Advice(hops));
        }
        catch (StackException e)
        {
            return ([], $"How far it came cannot be asked: {e.Message}");
        }
    }

    private static string Advice(SignalHop[] hops) => hops.FirstOrDefault(h => !h.Reached)?.Name switch
    {
        "collected" => "The Collector takes in no span: does the service send OTLP to telemetry:4318, and is that name known on its network? See: Get-Mem0Target otel-collector",
        "exported" => "The Collector keeps or drops what it takes in: is Jaeger reachable, is its memory limit reached, does its sampling drop these? See: docker logs of 'otel-collector'",
        "received" => "Jaeger takes in no span. See: docker logs of 'jaeger'",
        _ => "Other spans get through: was this trace sampled, and can Jaeger write to Elasticsearch (its user, the disk)? See: docker logs of 'jaeger'",
    };

    private static SignalHop Hop(string name, double? spans, string what) => spans is null
        ? new(name, false, null, "no metric of it")
        : new(name, spans > 0, null, FormattableString.Invariant($"{spans:0} spans {what} within 5 minutes"));

    /// <summary>With the suffix or without it, depending on a setting of the Collector.</summary>
    private static async Task<double?> ValueAsync(IMetricStore metrics, string job, string name, CancellationToken cancellationToken)
    {
        string promQL = $"sum(increase({{__name__=~\"{name}(_total)?\",{PromQL.Matcher("job", job)}}}[5m]))";
        MetricAnswer answer = await metrics.QueryAsync(promQL, null, cancellationToken);
        return answer.Samples.Count > 0 ? answer.Samples[0].Value : null;
    }
}
