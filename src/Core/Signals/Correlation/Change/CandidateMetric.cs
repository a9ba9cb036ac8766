namespace Mem0Observability.Signals.Correlation.Change;

/// <summary>All series of one metric that one selector finds, as one query.</summary>
/// <param name="Metric">Without <c>_bucket</c> and <c>_sum</c>.</param>
/// <param name="Selector">Which found it.</param>
/// <param name="Series">How many series the query gives at most.</param>
internal sealed record CandidateMetric(string Metric, CandidateKind Kind, string Selector, int Series)
{
    public string ToPromQL(string range) => ToPromQL(name => Narrow(Selector, name), range);

    /// <summary>Of one of the series, for people to ask again.</summary>
    public string ToPromQL(IReadOnlyDictionary<string, string> labels, string range)
    {
        string matchers = string.Join(",", labels.Select(l => PromQL.Matcher(l.Key, l.Value)));
        return ToPromQL(name => matchers.Length == 0 ? name : $"{name}{{{matchers}}}", range);
    }

    public string Unit => Kind switch
    {
        CandidateKind.Rate when Measures("bytes") => "bytes/s",
        CandidateKind.Rate when Measures("seconds") => "s/s",
        CandidateKind.Rate => "1/s",
        _ when Measures("seconds") => "s",
        _ when Measures("bytes") => "bytes",
        _ when Measures("milliseconds") => "ms",
        _ when Measures("ratio") => "ratio",
        _ => "",
    };

    private string ToPromQL(Func<string, string> select, string range) => Kind switch
    {
        CandidateKind.Rate => $"rate({select(Metric)}[{range}])",
        CandidateKind.P95 => $"histogram_quantile(0.95, rate({select(Metric + "_bucket")}[{range}]))",
        CandidateKind.Mean => $"rate({select(Metric + "_sum")}[{range}]) / (rate({select(Metric + "_count")}[{range}]) > 0)",
        _ => select(Metric),
    };

    private bool Measures(string unit) =>
        Metric.EndsWith("_" + unit, StringComparison.Ordinal) || Metric.EndsWith($"_{unit}_total", StringComparison.Ordinal);

    /// <summary>The selector, for this name alone. A name before the braces moves into them: there it may be said twice.</summary>
    private static string Narrow(string selector, string name)
    {
        int brace = selector.IndexOf('{', StringComparison.Ordinal);
        string matchers = brace < 0 ? "" : selector[(brace + 1)..selector.LastIndexOf('}')].Trim().TrimEnd(',');
        return $"{{{PromQL.Matcher("__name__", name)}{(matchers.Length == 0 ? "" : $",{matchers}")}}}";
    }
}
