using System.Globalization;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Prometheus;

namespace Mem0Observability.Observer.Canary;

/// <summary>A gauge with a new value, until Prometheus has scraped that value and answers with it.</summary>
internal sealed class MetricCanary(IMetricStore store, IMetricFactory metrics, TimeProvider time) : ICanary
{
    private const string Name = "mem0_observer_canary_value";

    // Absent until the first: 0 would be a value that somebody sent.
    private readonly Gauge _gauge = metrics.CreateGauge(
        Name, "A new value for each metric canary.", new GaugeConfiguration { SuppressInitialValue = true });

    private double _value;

    public string Signal => "metric";

    public TimeSpan LeastInterval => TimeSpan.Zero;

    public TimeSpan Limit => TimeSpan.FromSeconds(45);

    public Task SendAsync(string id, CancellationToken cancellationToken)
    {
        // A double holds milliseconds since 1970 exactly.
        _value = time.GetUtcNow().ToUnixTimeMilliseconds();
        _gauge.Set(_value);
        return Task.CompletedTask;
    }

    public async Task<bool> IsFoundAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var promQL = string.Create(CultureInfo.InvariantCulture, $"{Name} == {_value:0}");
            return (await store.QueryAsync(promQL, null, cancellationToken)).Samples.Count > 0;
        }
        catch (StackException e)
        {
            throw new CanaryException(e.Message, e);
        }
    }
}
