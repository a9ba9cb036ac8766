using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>A store of metrics that evaluates PromQL and alerting rules.</summary>
/// <remarks>
/// Empty, failed and unreachable are three answers: an empty list, <c>PromQLInvalid</c>/<c>MetricQueryFailed</c>/<c>MetricQueryTimeout</c>,
/// and <c>MetricStoreUnreachable</c>.
/// </remarks>
internal interface IMetricStore
{
    Uri Address { get; }

    /// <summary>The query's value at <paramref name="time"/>; null is now, by the store's clock.</summary>
    Task<MetricAnswer> QueryAsync(string promQL, DateTimeOffset? time, CancellationToken cancellationToken);

    /// <summary>The query's value at each <paramref name="step"/> from <paramref name="start"/> to <paramref name="end"/>, both included.</summary>
    Task<MetricAnswer> QueryRangeAsync(string promQL, DateTimeOffset start, DateTimeOffset end, TimeSpan step, CancellationToken cancellationToken);

    /// <summary>The label sets that match any of the selectors in the time span; the name is the label <c>__name__</c>.</summary>
    Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> SeriesAsync(
        IReadOnlyList<string> selectors,
        DateTimeOffset start,
        DateTimeOffset end,
        CancellationToken cancellationToken);

    Task<IReadOnlyList<ScrapeTarget>> TargetsAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<RuleGroup>> RulesAsync(CancellationToken cancellationToken);

    /// <summary>Pending and firing alerts.</summary>
    Task<IReadOnlyList<ActiveAlert>> AlertsAsync(CancellationToken cancellationToken);

    /// <summary>The store's version, for example <c>3.15.0</c>.</summary>
    Task<string> VersionAsync(CancellationToken cancellationToken);

    /// <summary>False while the store starts (replays its log); unreachable is the error.</summary>
    Task<bool> IsReadyAsync(CancellationToken cancellationToken);
}
