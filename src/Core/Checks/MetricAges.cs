using System.Globalization;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Checks;

/// <summary>How old the newest sample of a metric is, by the store's own clock: this machine's may differ.</summary>
internal static class MetricAges
{
    /// <summary>Of every metric that has a sample within the store's look-back (5 minutes).</summary>
    public static Task<IReadOnlyDictionary<string, TimeSpan>> NowAsync(
        IMetricStore store, string job, IEnumerable<string> metrics, CancellationToken cancellationToken) =>
        AskAsync(store, metrics, m => $"time() - max(timestamp({m}{{{PromQL.Matcher("job", job)}}}))", cancellationToken);

    /// <summary>Of every metric that had a sample within the last hour. Slower; for those that <see cref="NowAsync"/> does not have.</summary>
    public static Task<IReadOnlyDictionary<string, TimeSpan>> LastHourAsync(
        IMetricStore store, string job, IEnumerable<string> metrics, CancellationToken cancellationToken) =>
        AskAsync(store, metrics, m => $"time() - max_over_time(max(timestamp({m}{{{PromQL.Matcher("job", job)}}}))[1h:15s])", cancellationToken);

    private static async Task<IReadOnlyDictionary<string, TimeSpan>> AskAsync(
        IMetricStore store, IEnumerable<string> metrics, Func<string, string> age, CancellationToken cancellationToken)
    {
        // One query for all; functions drop the metric's name, so it comes back as a label.
        IEnumerable<string> parts = metrics.Select(m => string.Create(
            CultureInfo.InvariantCulture, $"label_replace({age(m)}, \"metric\", {PromQL.Quote(m)}, \"\", \"\")"));
        MetricAnswer answer = await store.QueryAsync(string.Join(" or ", parts), null, cancellationToken);
        var ages = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (MetricSample sample in answer.Samples)
            ages[sample.Labels.GetValueOrDefault("metric", "")] = TimeSpan.FromSeconds(Math.Max(0, sample.Value));

        return ages;
    }
}
