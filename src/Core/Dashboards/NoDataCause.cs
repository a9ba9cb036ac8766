using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Dashboards;

/// <summary>Why a query of metrics gives nothing: the first of its selectors that finds no series, or what is done with those that it finds.</summary>
internal sealed class NoDataCause(IMetricStore store, DateTimeOffset start, DateTimeOffset end)
{
    /// <returns>The cause and what to do, and the hops from the metric's name to the value.</returns>
    public async Task<(string Reason, IReadOnlyList<SignalHop> Hops)> FindAsync(PanelAnswer answer, CancellationToken cancellationToken)
    {
        foreach (PromQLSelector selector in PromQLSelectors.Of(answer.Text))
        {
            if (await AnyAsync(selector.Text, cancellationToken))
                continue;

            bool named = selector is { Metric.Length: > 0, Matchers.Length: > 0 } && await AnyAsync(selector.Metric, cancellationToken);
            return named
                ? ($"Metric '{selector.Metric}' is in the store, and no series of it matches {selector.Matchers}. Does a label have another name or value? See: Get-Mem0Metric {selector.Metric}", Hops(selector, named: true))
                : ($"There is no metric '{(selector.Metric.Length > 0 ? selector.Metric : selector.Matchers)}' in the store: it is misspelled, or what exposes it is not scraped or has not counted yet. See: Get-Mem0Target", Hops(selector, named: false));
        }

        return answer.State == PanelState.NotANumber
            ? ("All its selectors find series, and every value is NaN or infinite: a division by zero, or a quantile of a histogram that counted nothing.", Found("NaN"))
            : ("All its selectors find series, and what is done with them leaves nothing: a rate over a window without two samples, sides of an operator with different labels, or a comparison that nothing passes.", Found("none"));
    }

    private static SignalHop[] Hops(PromQLSelector selector, bool named) =>
    [
        new("metric", named, null, selector.Metric),
        new("selector", false, null, selector.Text),
        new("value", false, null, "none"),
    ];

    private static SignalHop[] Found(string value) => [new("metric", true, null, ""), new("selector", true, null, ""), new("value", false, null, value)];

    private async Task<bool> AnyAsync(string selector, CancellationToken cancellationToken) =>
        (await store.SeriesAsync([selector], start, end, cancellationToken)).Count > 0;
}
