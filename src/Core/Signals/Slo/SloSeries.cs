using Mem0Observability.Model;

namespace Mem0Observability.Signals.Slo;

/// <summary>What one objective is about: a service, for latency also a class of its routes.</summary>
internal sealed record SloSubject(string Service, string RouteClass)
{
    public static SloSubject Of(MetricSample sample) =>
        new(sample.Labels.GetValueOrDefault("service", ""), sample.Labels.GetValueOrDefault("route_class", ""));
}

/// <summary>The recorded series of one objective and subject; null where there is no sample.</summary>
/// <param name="Errors">The share of bad ones by window, for example <c>5m</c>.</param>
internal sealed record SloSeries(double? Objective, double? Total, double? Bad, double? Samples, IReadOnlyDictionary<string, double> Errors);
