using System.Globalization;
using Mem0Observability.Model;

namespace Mem0Observability.Signals.Quality;

/// <summary>The objectives of the alerting as a whole. Of nothing there is no share, neither 0 nor 100 %.</summary>
internal static class AlertObjectives
{
    private static readonly TimeSpan s_inTime = TimeSpan.FromMinutes(5);

    private const double MostFalsePositives = 0.05;

    public static AlertObjective PagesInTime(IReadOnlyList<QualityEpisode> real)
    {
        List<QualityEpisode> pages = [.. real.Where(e => e.History.Severity == "page" && e.ToNotification is not null)];
        List<QualityEpisode> late = [.. pages.Where(e => e.ToNotification >= s_inTime)];
        string names = string.Join(", ", late.Select(e => e.History.Name).Distinct().Order(StringComparer.Ordinal));
        return Of("pages in time", 1, pages.Count - late.Count, pages.Count, actual => actual >= 1,
            pages.Count == 0
                ? "No page was received in this time."
                : $"{pages.Count - late.Count} of {pages.Count} pages were received within 5 minutes, all must be{(late.Count > 0 ? $"; late: {names}" : "")}.");
    }

    public static AlertObjective FalsePositives(IReadOnlyList<QualityEpisode> real, TimeSpan selfResolved)
    {
        int judged = real.Count(e => e.IsJudged);
        List<QualityEpisode> wrong = [.. real.Where(e => e.IsFalsePositive(selfResolved))];
        string names = string.Join(", ", wrong.GroupBy(e => e.History.Name).OrderByDescending(g => g.Count()).Select(g => $"{g.Key} {g.Count()}"));
        return Of("false positives", MostFalsePositives, wrong.Count, judged, actual => actual < MostFalsePositives,
            judged == 0
                ? "No alert has ended or was acknowledged in this time."
                : $"{wrong.Count} of {judged} alerts were false positives ({Percent(wrong.Count, judged)}), fewer than 5 % may be{(wrong.Count > 0 ? $": {names}" : "")}.");
    }

    /// <param name="matrix">What is critical.</param>
    /// <param name="loaded">Alerts with a healthy rule in Prometheus.</param>
    public static AlertObjective Coverage(SignalMatrix matrix, IReadOnlySet<string> loaded)
    {
        List<SignalService> critical = [.. matrix.Services.Where(s => s.Critical)];
        List<SignalService> uncovered = [.. critical.Where(s => s.Alert is null || !loaded.Contains(s.Alert))];
        string names = string.Join(", ", uncovered.Select(s => $"{s.Name} ({s.Alert} is not loaded)"));
        return Of("coverage", 1, critical.Count - uncovered.Count, critical.Count, actual => actual >= 1,
            critical.Count == 0
                ? "The signal matrix calls no service critical."
                : $"{critical.Count - uncovered.Count} of {critical.Count} critical services have an alert that tells when they are gone, all must{(uncovered.Count > 0 ? $"; missing: {names}" : "")}.");
    }

    private static AlertObjective Of(string name, double objective, int numerator, int denominator, Func<double, bool> isMet, string explanation)
    {
        double? actual = denominator == 0 ? null : (double)numerator / denominator;
        return new(name, actual is { } share ? isMet(share) ? "met" : "missed" : "no data", objective, actual, numerator, denominator, explanation);
    }

    private static string Percent(int part, int whole) => (100.0 * part / whole).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
