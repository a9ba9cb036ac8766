using System.Globalization;
using System.Text;
using System.Xml;
using Mem0Observability.Model;

namespace Mem0Observability.Checks.Reports;

/// <summary>JUnit XML as CI systems read it: a suite per check, a case per target.</summary>
internal static class JUnitReport
{
    private const string Product = "Mem0Observability";

    public static string Write(CheckReport report)
    {
        using var text = new Utf8Text();
        using (XmlWriter xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, CheckCharacters = true }))
        {
            xml.WriteStartElement("testsuites");
            Attribute(xml, "name", Product);
            Counts(xml, report.Results, report.Errors.Count, report.Duration);
            foreach (IGrouping<string, CheckResult> check in report.Results.GroupBy(r => r.Name))
                WriteSuite(xml, check.Key, report.StartedAt, [.. check]);

            WriteErrors(xml, report);
            xml.WriteEndElement();
        }

        return text.ToString();
    }

    private static void WriteSuite(XmlWriter xml, string name, DateTimeOffset startedAt, IReadOnlyList<CheckResult> results)
    {
        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", name);
        Counts(xml, results, 0, results.Count == 0 ? TimeSpan.Zero : results.Max(r => r.Duration));
        Attribute(xml, "timestamp", startedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture));
        foreach (CheckResult result in results)
            WriteCase(xml, result);

        xml.WriteEndElement();
    }

    private static void WriteCase(XmlWriter xml, CheckResult result)
    {
        StartCase(xml, result.Name, result.Target, result.Duration);
        if (result.Outcome == CheckOutcome.Failed)
            WriteFault(xml, "failure", result.Reason, Text(result));
        else
            xml.WriteElementString("system-out", Clean($"{(result.Outcome == CheckOutcome.Warning ? "WARNING: " : "")}{Text(result)}"));

        xml.WriteEndElement();
    }

    private static void WriteErrors(XmlWriter xml, CheckReport report)
    {
        if (report.Errors.Count == 0)
            return;

        xml.WriteStartElement("testsuite");
        Attribute(xml, "name", "errors");
        Counts(xml, [], report.Errors.Count, TimeSpan.Zero);
        foreach (StackException error in report.Errors)
        {
            StartCase(xml, "errors", error.ErrorId, TimeSpan.Zero);
            WriteFault(xml, "error", error.Message, error.Message);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void StartCase(XmlWriter xml, string check, string target, TimeSpan duration)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", $"{Product}.{check}");
        Attribute(xml, "name", target);
        Attribute(xml, "time", Seconds(duration));
    }

    private static void WriteFault(XmlWriter xml, string element, string message, string text)
    {
        xml.WriteStartElement(element);
        Attribute(xml, "message", message);
        xml.WriteString(Clean(text));
        xml.WriteEndElement();
    }

    private static void Counts(XmlWriter xml, IReadOnlyList<CheckResult> results, int errors, TimeSpan duration)
    {
        Attribute(xml, "tests", (results.Count + errors).ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "failures", results.Count(r => r.Outcome == CheckOutcome.Failed).ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "errors", errors.ToString(CultureInfo.InvariantCulture));
        Attribute(xml, "skipped", "0");
        Attribute(xml, "time", Seconds(duration));
    }

    private static string Text(CheckResult result) =>
        result.Hops.Count == 0 ? result.Reason : $"{result.Reason}\n{string.Join(" > ", result.Hops)}";

    private static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Clean(value));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>XML has no way to write control characters and lone surrogates; an error text from elsewhere may hold them.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool allowed = rune.Value is '\t' or '\n' or '\r' || (rune.Value >= 0x20 && rune.Value is not (0xFFFE or 0xFFFF));
            clean.Append(allowed ? rune : Rune.ReplacementChar);
        }

        return clean.ToString();
    }

    /// <summary>Declares the encoding that the file is saved in; a plain StringWriter would declare UTF-16.</summary>
    private sealed class Utf8Text() : StringWriter(CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
