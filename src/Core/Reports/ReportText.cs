using System.Globalization;
using System.Text;
using Mem0Observability.Charts;
using Mem0Observability.Model;

namespace Mem0Observability.Reports;

/// <summary>Words and numbers of a report.</summary>
internal static class ReportText
{
    /// <summary>What services wrote may be long, and hold what no page can.</summary>
    private const int MaxLength = 300;

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Percent(double share, int digits = 2) => (share * 100).ToString("0." + new string('#', digits), CultureInfo.InvariantCulture) + " %";

    /// <summary>Text of others on one line, without what XML has no way to write.</summary>
    public static string Plain(string text) =>
        string.Concat(PlainText.Line(text, MaxLength).EnumerateRunes().Select(r => r.Value is 0xFFFE or 0xFFFF ? Rune.ReplacementChar : r));

    /// <summary>The whole report in a few sentences, the worst first.</summary>
    public static string Summary(ReportData data)
    {
        string[] sentences =
        [
            Objectives(data.Levels),
            Incidents(data),
            data.Slower.Count + data.Failing.Count == 0
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $"Against the {DurationText.Of(data.Length)} before: {data.Slower.Count} slower, {data.Failing.Count} failing more."),
            data.Canaries.Sum(c => c.Failed) is > 0 and var lost ? $"{Count(lost, "canary", "canaries")} did not arrive." : "",
            data.Missing.Count == 0 ? "" : "This report is incomplete.",
        ];
        return string.Join(" ", sentences.Where(s => s.Length > 0));
    }

    public static string Count(double number, string what, string? many = null) =>
        $"{number.ToString("0", CultureInfo.InvariantCulture)} {(number == 1 ? what : many ?? what + "s")}";

    public static string Value(double value, string unit) => UnitText.Format(value, unit);

    private static string Objectives(IReadOnlyList<ServiceLevel>? levels)
    {
        if (levels is null)
            return "Whether objectives were met is not known.";

        int measured = levels.Count(l => l.State != "no data"), missed = levels.Count(l => l.State == "missed");
        return (measured, missed) switch
        {
            (0, _) => "Nothing was recorded that objectives could be measured by.",
            (_, 0) => string.Create(CultureInfo.InvariantCulture, $"Objectives: all {measured} that could be measured were met."),
            _ => string.Create(CultureInfo.InvariantCulture, $"Objectives: {missed} of {measured} were missed."),
        };
    }

    private static string Incidents(ReportData data)
    {
        if (data.Incidents is not { } incidents)
            return "Whether there were incidents is not known.";
        if (incidents.Count == 0)
            return "There was no incident.";

        int pages = incidents.Count(i => i.Severity == "page");
        TimeSpan longest = incidents.Max(i => Length(i, data.End));
        return string.Create(CultureInfo.InvariantCulture, $"Incidents: {incidents.Count}, {pages} of them pages; the longest took {DurationText.Of(longest)}.");
    }

    /// <summary>Of one that lasts, up to the end of the report.</summary>
    public static TimeSpan Length(AlertHistory incident, DateTimeOffset end) => (incident.ResolvedAt ?? end) - incident.StartedAt;
}
