using Mem0Observability.Model;

namespace Mem0Observability.Signals.Correlation.Change;

/// <summary>Compares candidates with the target as they come, and ranks them when all are there.</summary>
internal sealed class ChangeComparison(ChangeWindow window, double[] target, int maxLag)
{
    /// <summary>The probability below which chance is no longer an explanation, for the whole list.</summary>
    private const double Significant = 0.05;

    private readonly Lock _lock = new();
    private readonly RankedSeries _target = new(target);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<(CandidateMetric Metric, IReadOnlyDictionary<string, string> Labels, double[] Values, LaggedCorrelation Found)> _compared = [];
    private LeftOut _leftOut = new(0, 0, 0, 0);

    public ChangeWindow Window => window;

    public bool IsEmpty => _seen.Count == 0;

    public void Add(CandidateMetric metric, IReadOnlyList<MetricSample> samples, CancellationToken cancellationToken)
    {
        // Samples come series by series, and those of a series share their labels.
        foreach (var series in samples.GroupBy<MetricSample, IReadOnlyDictionary<string, string>>(s => s.Labels, ReferenceEqualityComparer.Instance))
        {
            cancellationToken.ThrowIfCancellationRequested();
            IReadOnlyDictionary<string, string> labels = series.Key;
            double[] values = window.Align(series);
            LaggedCorrelation? found = LagSearch.Best(_target, new RankedSeries(values), maxLag);
            lock (_lock)
            {
                if (_seen.Add(metric.ToPromQL(labels, window.RateRange)))
                    Keep(metric, labels, values, found);
            }
        }
    }

    public (IReadOnlyList<ChangeFinding> Findings, int Compared, LeftOut LeftOut) Finish(int top)
    {
        double looks = _compared.Count * ((2.0 * maxLag) + 1);
        ChangeFinding[] findings =
        [
            // What chance explains is a hint at most, and the stronger the better; its small differences in probability say nothing.
            .. _compared.OrderBy(c => c.Found.ChanceAmong(looks) < Significant ? c.Found.Chance : 1)
                .ThenByDescending(c => Math.Abs(c.Found.Rho)).ThenBy(c => c.Metric.Metric, StringComparer.Ordinal)
                .Take(top)
                .Select((c, i) => new ChangeFinding(Row(i + 1, c.Metric, c.Labels, c.Values, c.Found, looks), c.Values)),
        ];
        return (findings, _compared.Count, _leftOut);
    }

    private void Keep(CandidateMetric metric, IReadOnlyDictionary<string, string> labels, double[] values, LaggedCorrelation? found)
    {
        double[] numbers = [.. values.Where(double.IsFinite).Distinct().Take(2)];
        if (numbers.Length == 1)
            _leftOut = _leftOut with { Constant = _leftOut.Constant + 1 };
        else if (found is null)
            _leftOut = _leftOut with { Short = _leftOut.Short + 1 };
        else if (values.AsSpan().SequenceEqual(target))
            _leftOut = _leftOut with { Same = _leftOut.Same + 1 };
        else
            _compared.Add((metric, labels, values, found));
    }

    private MetricCorrelation Row(
        int rank, CandidateMetric metric, IReadOnlyDictionary<string, string> labels, double[] values, LaggedCorrelation found, double looks)
    {
        double chance = found.ChanceAmong(looks);
        return new MetricCorrelation(
            rank,
            metric.Metric,
            metric.Kind.ToString().ToLowerInvariant(),
            metric.Unit,
            labels,
            found.Rho,
            found.Lag * window.Step,
            found.Lag switch { > 0 => "metric", < 0 => "target", _ => "together" },
            found.Pairs,
            found.Size,
            chance,
            chance < Significant,
            Mean(values[..window.Before]),
            Mean(values[window.Before..]),
            metric.ToPromQL(labels, window.RateRange));
    }

    private static double? Mean(IEnumerable<double> values) => values.Where(double.IsFinite).Select(v => (double?)v).Average();
}
