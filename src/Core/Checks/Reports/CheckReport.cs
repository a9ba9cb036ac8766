using Mem0Observability.Model;

namespace Mem0Observability.Checks.Reports;

/// <summary>The results of one run, in an order that two runs share: by check, then by target.</summary>
internal sealed record CheckReport(
    DateTimeOffset StartedAt,
    TimeSpan Duration,
    IReadOnlyList<CheckResult> Results,
    IReadOnlyList<StackException> Errors)
{
    /// <summary>Nothing failed, and nothing kept a check from running.</summary>
    public bool Passed => Errors.Count == 0 && Results.Count > 0 && Results.All(r => r.Outcome != CheckOutcome.Failed);

    public static CheckReport Of(
        DateTimeOffset startedAt,
        TimeSpan duration,
        IEnumerable<CheckResult> results,
        IEnumerable<StackException> errors) => new(
            startedAt,
            duration,
            [.. results.OrderBy(r => Rank(r.Name)).ThenBy(r => r.Name, StringComparer.Ordinal).ThenBy(r => r.Target, StringComparer.Ordinal)],
            [.. errors.OrderBy(e => e.ErrorId, StringComparer.Ordinal).ThenBy(e => e.Message, StringComparer.Ordinal)]);

    public int Count(CheckOutcome outcome) => Results.Count(r => r.Outcome == outcome);

    private static int Rank(string check)
    {
        int index = CheckCatalog.Names.ToList().IndexOf(check);
        return index < 0 ? int.MaxValue : index;
    }
}
