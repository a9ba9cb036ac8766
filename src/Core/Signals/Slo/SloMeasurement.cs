using Mem0Observability.Model;

namespace Mem0Observability.Signals.Slo;

/// <summary>Turns recorded series into a result, or into the error that says which of them cannot be true.</summary>
internal sealed class SloMeasurement(SloObjective objective, SloSubject subject, TimeSpan window, TimeSpan interval)
{
    /// <summary>Ratios are sums of many numbers; so much they may be beside.</summary>
    private const double Tolerance = 1e-9;

    private static readonly string[] s_shown = ["5m", "1h", "6h", "1d", "3d"];

    public StackItem Of(SloSeries? series)
    {
        if (series is not { Objective: { } limit, Total: { } samples } || samples == 0)
            return series is null || Fault(series) is not { } wrong ? new OutputItem(WithoutData(series)) : new ErrorItem(wrong);

        if (Fault(series) is { } fault)
            return new ErrorItem(fault);

        double total = samples * interval.TotalSeconds;
        double bad = Math.Min((series.Bad ?? 0) * interval.TotalSeconds, total);
        double allowed = (1 - limit) * total;
        var rates = series.Errors.ToDictionary(e => e.Key, e => Math.Clamp(e.Value, 0, 1) / (1 - limit));
        var level = WithoutData(series) with
        {
            State = bad > allowed * (1 + Tolerance) ? "missed" : "met",
            Numerator = total - bad,
            Denominator = total,
            Actual = 1 - (bad / total),
            BudgetLeft = 1 - (bad / allowed),
            BudgetLeftAmount = allowed - bad,
            BurnRates = s_shown.Where(rates.ContainsKey).ToDictionary(w => w, w => rates[w]),
            ThresholdsCrossed = [.. BurnThreshold.All.Where(t => t.IsCrossed(rates)).Select(t => t.ToString())],
        };
        return new OutputItem(level with { Explanation = SloExplanation.Of(level) });
    }

    private ServiceLevel WithoutData(SloSeries? series)
    {
        var level = new ServiceLevel(
            objective.Name,
            subject.Service,
            subject.RouteClass,
            "no data",
            series?.Objective,
            window,
            TimeSpan.FromSeconds(Math.Min((series?.Samples ?? 0) * interval.TotalSeconds, window.TotalSeconds)),
            objective.Unit,
            0,
            0,
            null,
            null,
            null,
            new Dictionary<string, double>(),
            [],
            "");
        return level with { Explanation = SloExplanation.Of(level) };
    }

    private StackException? Fault(SloSeries series)
    {
        if (series.Objective is { } limit && limit is not (> 0 and < 1))
            return Impossible("the objective", limit, "between 0 and 1");

        foreach ((string what, double? value) in new[] { ("the total", series.Total), ("the number of bad ones", series.Bad), ("the number of samples", series.Samples) })
        {
            if (value is { } number && !(number >= 0 && double.IsFinite(number)))
                return Impossible(what, number, "a number that is not negative");
        }

        if (series is { Total: { } total, Bad: { } bad } && bad > total * (1 + Tolerance))
            return Impossible("the number of bad ones", bad, FormattableString.Invariant($"at most the total, {total}"));

        foreach ((string span, double ratio) in series.Errors)
        {
            if (ratio is not (>= -Tolerance and <= 1 + Tolerance))
                return Impossible($"the share of bad ones in {span}", ratio, "between 0 and 1");
        }

        return null;
    }

    private StackException Impossible(string what, double value, string expected)
    {
        string about = string.Join(' ', new[] { objective.Name, subject.Service, subject.RouteClass }.Where(t => t.Length > 0));
        return new StackException(
            "SloValueImpossible",
            StackErrorCategory.InvalidResult,
            FormattableString.Invariant($"The recorded series of {about} cannot be true: {what} is {value}, and must be {expected}. Were the rules of {objective.Series}* changed? See: Get-Mem0Metric '{{__name__=~\"{objective.Series}.*\"}}'"),
            about);
    }
}
