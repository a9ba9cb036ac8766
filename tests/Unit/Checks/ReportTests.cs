using System.Text.Json;
using System.Xml.Linq;
using Mem0Observability.Checks.Reports;
using Mem0Observability.Model;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Checks;

public sealed class ReportTests
{
    private const string Nasty = "a|b <c> & \"d\" `e`\n\u0001\uD800 ]]> *f*";

    private static readonly CheckReport s_report = CheckReport.Of(
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        TimeSpan.FromSeconds(12.5),
        [
            Result("alert-path", "Mem0TestAlert", CheckOutcome.Warning, "late"),
            Result("targets", "b", CheckOutcome.Failed, Nasty),
            Result("targets", "a", CheckOutcome.Passed, "up"),
            Result("containers", "z", CheckOutcome.Passed, "runs"),
        ],
        [new StackException("MetricQueryFailed", StackErrorCategory.InvalidResult, Nasty, "prometheus")]);

    [Fact]
    public void The_order_is_that_of_the_catalogue_then_of_the_targets()
    {
        s_report.Results.Select(r => $"{r.Name}/{r.Target}").Should().Equal("containers/z", "targets/a", "targets/b", "alert-path/Mem0TestAlert");
        s_report.Passed.Should().BeFalse();
        CheckReport.Of(default, default, [], []).Passed.Should().BeFalse("nothing was proved");
        CheckReport.Of(default, default, [Result("x", "y", CheckOutcome.Warning, "")], []).Passed.Should().BeTrue();
    }

    [Fact]
    public void JUnit_is_well_formed_and_counts_right()
    {
        XElement root = XDocument.Parse(JUnitReport.Write(s_report)).Root!;

        (root.Attribute("tests")!.Value, root.Attribute("failures")!.Value, root.Attribute("errors")!.Value, root.Attribute("time")!.Value)
            .Should().Be(("5", "1", "1", "12.500"));
        root.Elements("testsuite").Select(s => s.Attribute("name")!.Value).Should().Equal("containers", "targets", "alert-path", "errors");
        root.Descendants("failure").Single().Value.Should().StartWith("a|b <c> & \"d\" `e`\n\uFFFD\uFFFD ]]> *f*");
        root.Descendants("error").Should().ContainSingle();
        root.Descendants("system-out").Last().Value.Should().StartWith("WARNING: late");
    }

    [Fact]
    public void Json_keeps_every_field()
    {
        JsonElement root = JsonElement.Parse(JsonReport.Write(s_report));

        root.GetProperty("passed").GetBoolean().Should().BeFalse();
        JsonElement failed = root.GetProperty("results")[2];
        failed.GetProperty("outcome").GetString().Should().Be("Failed");
        failed.GetProperty("hops")[0].GetProperty("elapsedSeconds").GetDouble().Should().Be(1.5);
        failed.GetProperty("durationSeconds").GetDouble().Should().Be(0.25);
        root.GetProperty("errors")[0].GetProperty("errorId").GetString().Should().Be("MetricQueryFailed");
    }

    [Fact]
    public void Markdown_has_one_line_per_result_whatever_the_texts_hold()
    {
        string[] rows = [.. MarkdownReport.Write(s_report).Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal))];

        rows.Should().HaveCount(6);
        rows[2].Should().StartWith("| Failed | targets | b | 0.3 | a\\|b &lt;c&gt; &amp; \"d\" \\`e\\` ");
        rows[2].Should().EndWith("<br>scraped 1.5s |");
    }

    [Fact]
    public async Task The_extension_chooses_and_the_file_is_whole()
    {
        string folder = Path.Combine(Path.GetTempPath(), "mem0-report-" + Guid.NewGuid().ToString("N"));
        try
        {
            foreach ((string name, string start) in new[] { ("r.XML", "<?xml version=\"1.0\" encoding=\"utf-8\"?>"), ("r.json", "{"), ("r.md", "# Mem0 monitoring: FAILED") })
            {
                ReportFile file = ReportFile.At(Path.Combine(folder, "new", name));
                await file.SaveAsync(s_report, TestContext.Current.CancellationToken);
                await file.SaveAsync(s_report, TestContext.Current.CancellationToken);
                (await File.ReadAllTextAsync(file.Path, TestContext.Current.CancellationToken)).Should().StartWith(start);
            }

            Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Should().HaveCount(3, "no temporary file stays");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_wrong_extension_and_a_path_that_cannot_be_written_are_errors()
    {
        Raised.By(() => ReportFile.At("report.pdf"), "ReportFormatUnknown", StackErrorCategory.InvalidArgument, ".pdf", ".json");

        string file = Path.GetTempFileName();
        await Raised.ByAsync(
            () => ReportFile.At(Path.Combine(file, "r.json")).SaveAsync(s_report, TestContext.Current.CancellationToken), "ReportNotWritten", StackErrorCategory.PermissionDenied, file);
        File.Delete(file);
    }

    private static CheckResult Result(string check, string target, CheckOutcome outcome, string reason) =>
        new(check, target, outcome, reason, TimeSpan.FromSeconds(0.25), [new SignalHop("scraped", true, TimeSpan.FromSeconds(1.5), "seen")]);
}
