using Mem0Observability.Signals;

namespace Mem0Observability.Web.Health;

/// <summary>Asks for what the observer measured of its canaries.</summary>
internal sealed class CanaryQuery(IMetricStore store)
{
    private const string LastSuccess = "max by (signal) (mem0_observer_canary_last_success_timestamp_seconds)";
    private const string Failures = "sum by (signal) (increase(mem0_observer_canary_failures_total[1h]))";

    public async Task<CanaryRows> AskAsync(CancellationToken cancellationToken)
    {
        Task<Dictionary<string, double>> successes = AskAsync(LastSuccess, cancellationToken);
        Task<Dictionary<string, double>> failures = AskAsync(Failures, cancellationToken);
        Task<Dictionary<string, double>> medians = AskAsync(Quantile("0.5"), cancellationToken);
        Task<Dictionary<string, double>> tails = AskAsync(Quantile("0.95"), cancellationToken);
        await Task.WhenAll(successes, failures, medians, tails);
        var (success, failure, median, tail) = (await successes, await failures, await medians, await tails);
        return new CanaryRows([.. success.Keys.Order(StringComparer.Ordinal).Select(signal => new CanaryRow(
            signal,
            Value(median, signal),
            Value(tail, signal),
            DateTimeOffset.FromUnixTimeMilliseconds((long)(success[signal] * 1000)),
            Math.Round(Value(failure, signal) ?? 0)))]);
    }

    private static string Quantile(string quantile) =>
        $"histogram_quantile({quantile}, sum by (signal, le) (rate(mem0_observer_canary_latency_seconds_bucket[1h])))";

    private async Task<Dictionary<string, double>> AskAsync(string promQL, CancellationToken cancellationToken) =>
        (await store.QueryAsync(promQL, null, cancellationToken)).Samples
            .Where(s => double.IsFinite(s.Value))
            .ToDictionary(s => s.Labels.GetValueOrDefault("signal", ""), s => s.Value, StringComparer.Ordinal);

    private static double? Value(Dictionary<string, double> values, string signal) => values.TryGetValue(signal, out double value) ? value : null;
}
