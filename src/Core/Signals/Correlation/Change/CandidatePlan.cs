namespace Mem0Observability.Signals.Correlation.Change;

/// <summary>What to ask for, within a bound.</summary>
/// <param name="Cut">Series that were left out because there were too many.</param>
internal sealed record CandidatePlan(IReadOnlyList<CandidateMetric> Metrics, int Cut)
{
    public static async Task<CandidatePlan> MakeAsync(
        IMetricStore store, IReadOnlyList<string> selectors, ChangeWindow window, CancellationToken cancellationToken)
    {
        var metrics = new List<CandidateMetric>();
        foreach (string selector in selectors)
        {
            var series = await store.SeriesAsync([selector], window.From, window.End, cancellationToken);
            metrics.AddRange(Of(selector, series));
        }

        return Within(metrics.Distinct(), CandidateCatalog.MaxSeries);
    }

    private static IEnumerable<CandidateMetric> Of(string selector, IReadOnlyList<IReadOnlyDictionary<string, string>> series)
    {
        ILookup<string, IReadOnlyDictionary<string, string>> byName = series.ToLookup(s => s.GetValueOrDefault("__name__", ""), StringComparer.Ordinal);
        HashSet<string> names = [.. byName.Select(n => n.Key)];
        foreach (var metric in byName.OrderBy(n => n.Key, StringComparer.Ordinal))
        {
            if (CandidateCatalog.Classify(metric.Key, names) is { } what)
                yield return new CandidateMetric(what.Metric, what.Kind, selector, what.Kind == CandidateKind.P95 ? Histograms(metric) : metric.Count());
        }
    }

    /// <summary>A histogram has a series for each of its bounds.</summary>
    private static int Histograms(IEnumerable<IReadOnlyDictionary<string, string>> buckets) =>
        buckets.Count(b => b.GetValueOrDefault("le") == "+Inf");

    private static CandidatePlan Within(IEnumerable<CandidateMetric> metrics, int limit)
    {
        var taken = new List<CandidateMetric>();
        int sum = 0, cut = 0;
        foreach (CandidateMetric metric in metrics)
        {
            if (sum + metric.Series > limit)
            {
                cut += metric.Series;
                continue;
            }

            sum += metric.Series;
            taken.Add(metric);
        }

        return new CandidatePlan(taken, cut);
    }
}
