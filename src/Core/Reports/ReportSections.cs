using System.Globalization;
using System.Xml.Linq;
using Mem0Observability.Model;

namespace Mem0Observability.Reports;

/// <summary>The parts of the page below its summary.</summary>
internal static class ReportSections
{
    public static XElement? Missing(ReportData data) => data.Missing.Count == 0 ? null : new XElement(
        "div",
        new XAttribute("class", "missing"),
        new XElement("strong", "What could not be asked"),
        new XElement("ul", data.Missing.Select(m => new XElement("li", ReportText.Plain(m)))));

    public static XElement Objectives(ReportData data) => Section(
        "Objectives",
        data.Levels is null ? "Not measured: see above." : "Nothing is recorded.",
        Table(
            ["Objective", "Service", "#Good", "#Must", "#Budget left", "#Burn rate 1h", "#Burn rate 1d", "In words"],
            (data.Levels ?? []).OrderBy(l => l.State switch { "missed" => 0, "met" => 1, _ => 2 }).Select(l => Row(
                l.Name,
                $"{l.Service} {l.RouteClass}".Trim(),
                Marked(l.State, l.Actual is { } actual ? ReportText.Percent(actual, 3) : "no data"),
                l.Objective is { } must ? ReportText.Percent(must, 3) : "",
                l.BudgetLeft is { } left ? ReportText.Percent(left, 0) : "",
                Burn(l, "1h"),
                Burn(l, "1d"),
                l.Explanation))));

    public static XElement Incidents(ReportData data) => new(
        "section",
        Section("Incidents", data.Incidents is null ? "Not known: see above." : "None.", Alerts(data.Incidents ?? [], data.End)).Nodes(),
        data.Drills.Count == 0
            ? null
            : new[] { new XElement("h3", "Drills"), new XElement("p", new XAttribute("class", "soft"), "Test alerts that were sent on purpose."), Alerts(data.Drills, data.End)! });

    public static XElement Regressions(ReportData data) => new(
        "section",
        new XElement("h2", "What got worse"),
        new XElement("p", new XAttribute("class", "soft"), $"Compared with the {DurationText.Of(data.Length)} before; only what was called 20 times in both."),
        new XElement("h3", "Slower"),
        Worse(data.Slower, "s", r => (r.Now / r.Before).ToString("0.0", CultureInfo.InvariantCulture) + " x") ?? Nothing("Nothing by a tenth or more."),
        new XElement("h3", "Failing more"),
        Worse(data.Failing, "percentunit", r => "+" + ReportText.Percent(r.Now - r.Before)) ?? Nothing("Nothing by 0.1 % of the requests or more."));

    public static XElement Pictures(ReportData data) => Section(
        "Services",
        "Nothing is recorded.",
        data.Services.Count == 0 ? null : new XElement("div", data.Services.Select(s => new XElement(
            "div",
            new XElement("h3", ReportText.Plain(s.Service)),
            new XElement("div", new XAttribute("class", "pictures"), s.Lines.Select(l => new XElement(
                "figure",
                new XElement("figcaption", l.Title, new XElement("span", new XAttribute("class", "soft"), ": " + SvgPicture.Summary(l))),
                SvgPicture.Draw(l, data.Start, data.End))))))));

    public static XElement Canaries(ReportData data) => Section(
        "Canaries",
        "None were sent.",
        Table(
            ["Signal", "#Arrived", "#Failed", "#95th percentile"],
            data.Canaries.Select(c => Row(
                c.Signal,
                c.Arrived.ToString("0", CultureInfo.InvariantCulture),
                Marked(c.Failed > 0 ? "missed" : "met", c.Failed.ToString("0", CultureInfo.InvariantCulture)),
                c.P95 is { } p95 ? ReportText.Value(p95, "s") : ""))));

    private static XElement? Alerts(IReadOnlyList<AlertHistory> alerts, DateTimeOffset end) => Table(
        ["Began (UTC)", "Alert", "Service", "Severity", "#Lasted", "Acknowledged", "Escalated", "What happened"],
        alerts.Select(a => Row(
            ReportText.Time(a.StartedAt),
            a.Name,
            a.Service,
            a.Severity,
            DurationText.Of(ReportText.Length(a, end)) + (a.ResolvedAt is null ? ", still firing" : ""),
            a.AcknowledgedAt is { } at ? $"{a.AcknowledgedBy}, {ReportText.Time(at)}{(a.AcknowledgeComment.Length == 0 ? "" : $": {a.AcknowledgeComment}")}" : "no",
            a.Deliveries.FirstOrDefault(d => d.Alert != a.Name) is { } escalation ? ReportText.Time(escalation.ReceivedAt) : "no",
            a.Chain)));

    private static XElement? Worse(IReadOnlyList<Regression> regressions, string unit, Func<Regression, string> growth) => Table(
        ["What", "Service", "Name", "#Before", "#Now", "#Growth", "#Calls"],
        regressions.Select(r => Row(
            r.What,
            r.Service,
            r.Name,
            ReportText.Value(r.Before, unit),
            ReportText.Value(r.Now, unit),
            growth(r),
            r.Calls.ToString("0", CultureInfo.InvariantCulture))));

    private static XElement Section(string title, string nothing, XElement? content) =>
        new("section", new XElement("h2", title), content ?? Nothing(nothing));

    private static XElement Nothing(string words) => new("p", new XAttribute("class", "soft"), words);

    private static string Burn(ServiceLevel level, string window) =>
        level.BurnRates.TryGetValue(window, out double rate) ? rate.ToString("0.##", CultureInfo.InvariantCulture) : "";

    /// <summary>Not by colour alone.</summary>
    private static XElement Marked(string state, string text) => state switch
    {
        "missed" => new XElement("span", new XAttribute("class", "bad"), $"✗ {text}"),
        "met" => new XElement("span", new XAttribute("class", "good"), $"✓ {text}"),
        _ => new XElement("span", new XAttribute("class", "soft"), text),
    };

    private static object[] Row(params object[] cells) => cells;

    /// <summary>Null without rows. A heading with <c>#</c> is of numbers.</summary>
    private static XElement? Table(IReadOnlyList<string> headings, IEnumerable<object[]> rows)
    {
        XElement[] lines = [.. rows.Select(r => new XElement("tr", r.Select((c, i) => new XElement("td", Class(headings[i]), c is string text ? ReportText.Plain(text) : c))))];
        return lines.Length == 0 ? null : new XElement(
            "div",
            new XAttribute("class", "scroll"),
            new XElement(
                "table",
                new XElement("thead", new XElement("tr", headings.Select(h => new XElement("th", new XAttribute("scope", "col"), Class(h), h.TrimStart('#'))))),
                new XElement("tbody", lines)));
    }

    private static XAttribute Class(string heading) => new("class", heading.StartsWith('#') ? "number" : "name");
}
