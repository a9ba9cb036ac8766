using System.Text;
using System.Xml;
using System.Xml.Linq;
using Mem0Observability.Model;

namespace Mem0Observability.Reports;

/// <summary>Writes a report as one HTML page that asks nobody for anything. It is well-formed XML too, so that programs can read it.</summary>
internal static class ReportPage
{
    /// <summary>Without the characters that XML would escape: a browser reads a style as it stands.</summary>
    private const string Style = """
        :root { color-scheme: light dark; --ground: #ffffff; --text: #1b1f26; --soft: #515a68; --line: #d4d8df; --mark: #1a5fb4; --good: #1b6e33; --bad: #b3261e; --warn-ground: #fdf0d5; }
        @media (prefers-color-scheme: dark) { :root { --ground: #12151b; --text: #e6e9ee; --soft: #a5afbe; --line: #363d4a; --mark: #8ab8f5; --good: #6fd08c; --bad: #ff8a80; --warn-ground: #36290f; } }
        body { margin: 0 auto; padding: 1.5rem; max-width: 76rem; background: var(--ground); color: var(--text); font: 14px/1.5 system-ui, "DejaVu Sans", sans-serif; }
        h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; } h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
        .soft { color: var(--soft); } .good { color: var(--good); } .bad { color: var(--bad); font-weight: 600; }
        .summary { font-size: 1.1rem; margin: 1rem 0; } .missing { background: var(--warn-ground); padding: .6rem .9rem; border-radius: 4px; overflow-wrap: anywhere; }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--line); }
        th { color: var(--soft); font-size: .9em; } .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } .name { overflow-wrap: break-word; }
        .pictures { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); } figure { margin: 0; } figcaption { font-size: .9em; }
        svg { width: 100%; height: auto; display: block; } svg text { font-size: 10px; fill: var(--soft); } .grid { stroke: var(--line); fill: none; }
        .line { stroke: var(--mark); stroke-width: 1.5; fill: none; stroke-linecap: round; stroke-linejoin: round; }
        @media print { body { max-width: none; padding: 0; } }
        """;

    public static string Write(ReportData data)
    {
        string range = $"{ReportText.Time(data.Start)} to {ReportText.Time(data.End)} UTC";
        var page = new XElement(
            "html",
            new XAttribute("lang", "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("http-equiv", "Content-Security-Policy"), new XAttribute("content", "default-src 'none'; style-src 'unsafe-inline'")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement("title", $"Mem0 report, {range}"),
                new XElement("style", Style)),
            new XElement(
                "body",
                new XElement("h1", "Mem0 report"),
                new XElement("p", new XAttribute("class", "soft"), $"{range} ({DurationText.Of(data.Length)}), made at {ReportText.Time(data.MadeAt)} UTC"),
                new XElement("p", new XAttribute("class", "summary"), ReportText.Summary(data)),
                ReportSections.Missing(data),
                ReportSections.Objectives(data),
                ReportSections.Incidents(data),
                ReportSections.Regressions(data),
                ReportSections.Pictures(data),
                ReportSections.Canaries(data)));
        return "<!DOCTYPE html>\n" + Text(page) + "\n";
    }

    private static string Text(XElement page)
    {
        foreach (XElement element in page.DescendantsAndSelf())
        {
            // To a browser, <td /> is an open cell. Only these have no end.
            if (element.IsEmpty && element.Name.LocalName is not ("meta" or "path"))
                element.Value = "";
        }

        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = false }))
            page.WriteTo(xml);
        return text.ToString();
    }
}
