using System.Globalization;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Correlation.Change;

/// <summary>The series that everything is compared with.</summary>
internal sealed record ChangeTarget(string PromQL, double[] Values)
{
    public static async Task<ChangeTarget> AskAsync(IMetricStore store, ChangeRequest request, ChangeWindow window, CancellationToken cancellationToken)
    {
        string promQL = request.ToPromQL(window.RateRange);
        MetricAnswer answer = await store.QueryRangeAsync(promQL, window.From, window.End, window.Step, cancellationToken);
        var series = answer.Samples.GroupBy(s => Write(s.Metric, s.Labels), StringComparer.Ordinal).ToList();
        if (series.Count > 1)
            throw Ambiguous(request, [.. series.Select(s => s.Key)]);

        double[] values = window.Align(series.SelectMany(s => s));
        int count = values.Count(double.IsFinite);
        if (count < LagSearch.MinPairs)
            throw Unusable(request, string.Create(CultureInfo.InvariantCulture, $"has {count} values between {window.From:O} and {window.End:O}; {LagSearch.MinPairs} are the least that can be compared"));
        if (values.Where(double.IsFinite).Distinct().Count() == 1)
            throw Unusable(request, string.Create(CultureInfo.InvariantCulture, $"is {values.First(double.IsFinite)} all the time, so nothing moves with it"));

        return new ChangeTarget(promQL, values);
    }

    private static string Write(string metric, IReadOnlyDictionary<string, string> labels) =>
        $"{metric}{{{string.Join(",", labels.Select(l => Signals.PromQL.Matcher(l.Key, l.Value)))}}}";

    private static StackException Ambiguous(ChangeRequest request, IReadOnlyList<string> series) => new(
        "CorrelationTargetAmbiguous",
        StackErrorCategory.InvalidArgument,
        $"'{request.Target}' gives {series.Count} series, and one is needed: {string.Join(", ", series.Take(5))}{(series.Count > 5 ? ", ..." : "")}. Choose one by a service or a matcher, or aggregate them.",
        request.Target);

    private static StackException Unusable(ChangeRequest request, string why) => new(
        "CorrelationTargetUnusable",
        StackErrorCategory.InvalidData,
        $"'{request.Target}'{(request.Service is { } service ? $" of {service}" : "")} {why}. Choose another time or series.",
        request.Target);
}
