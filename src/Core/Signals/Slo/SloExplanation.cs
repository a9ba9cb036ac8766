using System.Globalization;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Slo;

/// <summary>One sentence for people about one result.</summary>
internal static class SloExplanation
{
    /// <summary>Less than this share of the window recorded is worth saying; the start of a window is never exact.</summary>
    private const double Complete = 0.98;

    public static string Of(ServiceLevel level)
    {
        if (level is not { Actual: { } actual, BudgetLeft: { } left, BudgetLeftAmount: { } amount })
            return $"Nothing can be said about {Subject(level)}: {Missing(level)}.";

        string budget = left >= 0
            ? $"{Percent(left, 0)} of the budget is left, {Amount(level, amount)} more may {Fail(level)}"
            : $"the budget is overspent by {Amount(level, -amount)}";
        string recorded = level.Measured.TotalSeconds < level.Window.TotalSeconds * Complete
            ? $"; of the {Span(level.Window)} only {Span(level.Measured)} are recorded" : "";
        string burning = level.ThresholdsCrossed.Count == 0 ? "" : $"; it burns too fast ({level.ThresholdsCrossed[0]})";
        return $"{Subject(level)}: {Percent(actual, 3)} of {Denominator(level)} {Good(level)}, {Percent(level.Objective ?? 0, 3)} must; {budget}{recorded}{burning}.";
    }

    private static string Subject(ServiceLevel level)
    {
        string service = level.Service.Length == 0 ? "any service" : level.Service;
        return level.RouteClass.Length == 0 ? service : $"{service} on {level.RouteClass} routes";
    }

    private static string Missing(ServiceLevel level)
    {
        string what = level.Unit == "s" ? "no probe" : "no request";
        return $"{what} is recorded in {Span(level.Window)}" + (level.Measured > TimeSpan.Zero ? $", of which {Span(level.Measured)} were watched" : "");
    }

    private static string Denominator(ServiceLevel level) =>
        level.Unit == "s" ? Span(TimeSpan.FromSeconds(level.Denominator)) : $"{Number(level.Denominator)} requests";

    private static string Good(ServiceLevel level) => level.Name switch
    {
        "availability" => "it answered its probe",
        "latency" => "were fast enough",
        _ => "did not fail",
    };

    private static string Fail(ServiceLevel level) => level.Name switch
    {
        "availability" => "be missed",
        "latency" => "be slow",
        _ => "fail",
    };

    private static string Amount(ServiceLevel level, double amount) =>
        level.Unit == "s" ? DurationText.Of(TimeSpan.FromSeconds(amount)) : $"{Number(amount)} requests";

    private static string Span(TimeSpan span) =>
        span.TotalDays >= 2 ? span.TotalDays.ToString("0.#", CultureInfo.InvariantCulture) + " d" : DurationText.Of(span);

    private static string Number(double value) => value.ToString(value < 10 ? "0.#" : "0", CultureInfo.InvariantCulture);

    /// <summary>Cut, not rounded: 99.9996 % must not read as 100 %.</summary>
    private static string Percent(double share, int digits)
    {
        double scale = Math.Pow(10, digits);
        return (Math.Floor(Math.Round(share * 100 * scale, 6)) / scale).ToString("0.###", CultureInfo.InvariantCulture) + " %";
    }
}
