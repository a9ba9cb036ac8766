using System.Text.RegularExpressions;
using Mem0Observability.Observer.Http;

namespace Mem0Observability.Observer.Drills;

/// <summary>
/// Reads what a drill asks for. Everything is bounded, and the label <c>service</c> is the drill's own: no made-up series can be taken for
/// one of a real service, and none can break the scrape.
/// </summary>
internal static partial class DrillText
{
    /// <summary>A histogram with all its buckets, and some more.</summary>
    private const int MaxSeries = 40;

    private const int MaxLabels = 12;

    /// <exception cref="ProblemException">Something is wrong with one of them.</exception>
    public static IReadOnlyList<(string Text, double? Value, double? PerSecond)> Read(string id, IReadOnlyList<DrillSeriesRequest>? series)
    {
        if (series is not { Count: >= 1 and <= MaxSeries })
            throw Invalid($"series must hold 1 to {MaxSeries} series.");

        List<(string Text, double? Value, double? PerSecond)> read = [.. series.Select(s => (Text(id, s), s.Value, s.PerSecond))];
        if (read.Select(s => s.Text).Distinct(StringComparer.Ordinal).Count() < read.Count)
            throw Invalid("A series is given twice.");
        return read;
    }

    private static string Text(string id, DrillSeriesRequest series)
    {
        if (series.Name is not { Length: <= 100 } name || !MetricName().IsMatch(name))
            throw Invalid("The name of a series must be a metric name of at most 100 characters.");
        if (series.Value is null == series.PerSecond is null)
            throw Invalid($"{name} must have either value or perSecond.");
        if (!double.IsFinite(series.Value ?? 0) || series.PerSecond is < 0)
            throw Invalid($"{name}: value must be a finite number, and perSecond not negative.");

        var labels = series.Labels ?? new Dictionary<string, string>();
        if (labels.Count > MaxLabels)
            throw Invalid($"{name} has more than {MaxLabels} labels.");
        foreach (var (label, value) in labels)
        {
            if (label is "service" || !LabelName().IsMatch(label) || !LabelValue().IsMatch(value))
                throw Invalid($"{name}: label '{label}' is no label name, is 'service', or has a value with quotes, backslashes or control characters.");
        }

        string pairs = string.Join(',', labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}=\"{l.Value}\"").Append($"service=\"{id}\""));
        return $"{name}{{{pairs}}}";
    }

    private static ProblemException Invalid(string detail) => new(400, "invalid_drill", detail);

    [GeneratedRegex(@"^[a-zA-Z_:][a-zA-Z0-9_:]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex MetricName();

    [GeneratedRegex(@"^(?!__)[a-zA-Z_][a-zA-Z0-9_]{0,49}\z", RegexOptions.CultureInvariant)]
    private static partial Regex LabelName();

    [GeneratedRegex("""^[^"\\\p{C}]{0,100}\z""", RegexOptions.CultureInvariant)]
    private static partial Regex LabelValue();
}
