using System.Globalization;
using System.Text;
using Mem0Observability.Model;

namespace Mem0Observability.Checks.Reports;

/// <summary>The report as a table for people; what failed comes first.</summary>
internal static class MarkdownReport
{
    public static string Write(CheckReport report)
    {
        var text = new StringBuilder();
        text.Append("# Mem0 monitoring: ").Append(report.Passed ? "passed" : "FAILED").Append("\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{report.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC, {report.Duration.TotalSeconds:0.0} s: ");
        text.Append(CultureInfo.InvariantCulture, $"{report.Count(CheckOutcome.Passed)} passed, {report.Count(CheckOutcome.Warning)} warnings, ");
        text.Append(CultureInfo.InvariantCulture, $"{report.Count(CheckOutcome.Failed)} failed, {report.Errors.Count} errors.\n");

        foreach (StackException error in report.Errors)
            text.Append(CultureInfo.InvariantCulture, $"\n- **{Escape(error.ErrorId)}**: {Escape(error.Message)}");

        text.Append(report.Errors.Count > 0 ? "\n" : "").Append("\n| Outcome | Check | Target | Seconds | Reason |\n| --- | --- | --- | ---: | --- |\n");
        // A stable sort: within an outcome the report's order stays.
        foreach (CheckResult result in report.Results.OrderByDescending(r => r.Outcome))
        {
            string way = result.Hops.Count == 0 ? "" : "<br>" + Escape(string.Join(" > ", result.Hops));
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {result.Outcome} | {Escape(result.Name)} | {Escape(result.Target)} | {result.Duration.TotalSeconds:0.0} | {Escape(result.Reason)}{way} |\n");
        }

        return text.ToString();
    }

    /// <summary>Everything that Markdown or the HTML in it would take for more than text.</summary>
    private static string Escape(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (char c in value)
        {
            _ = c switch
            {
                _ when char.IsControl(c) => text.Append(' '),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '&' => text.Append("&amp;"),
                '|' or '\\' or '`' or '*' or '_' or '[' or ']' => text.Append('\\').Append(c),
                _ => text.Append(c),
            };
        }

        return text.ToString();
    }
}
