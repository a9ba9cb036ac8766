using System.Xml.Linq;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Tests.Unit.Signals;

namespace Mem0Observability.Tests.Unit.Cmdlets;

/// <summary>Reports about stores that a test fills, written to a folder of its own.</summary>
public sealed class ExportReportCommandTests : IDisposable
{
    private const string Range = "-Start '2026-01-02T00:00:00Z' -End '2026-01-02T06:00:00Z'";

    private static readonly DateTimeOffset s_start = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly FakeStack _stack = new();

    /// <summary>By what the query contains; the first that fits, and of questions for one moment the earlier answer at the start of the range.</summary>
    private readonly List<(string Query, double Before, double Now, (string, string)[] Labels)> _values = [];

    private readonly List<InboxNotification> _received = [];
    private readonly List<InboxAlert> _alerts = [];

    public ExportReportCommandTests()
    {
        _stack.Metrics.Rules = () => [new("slo", "slo.yml", TimeSpan.FromSeconds(15), null, [])];
        _stack.Metrics.Answer = Query;
        _stack.Inbox.Notifications = () => _received;
        _stack.Inbox.Alerts = () => _alerts;
    }

    private string Path => System.IO.Path.Combine(_folder.FullName, "report.html");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_report_has_every_part_with_its_figures()
    {
        Fill();

        var made = Export().Should().ContainSingle().Subject;

        XElement page = Page();
        string text = page.Value;
        text.Should().Contain("2026-01-02 00:00:00 to 2026-01-02 06:00:00 UTC");
        text.Should().Contain("Objectives: 1 of 1 were missed.").And.Contain("Incidents: 1, 1 of them pages; the longest took 20 min.");
        Cells(page, "Objectives").Should().ContainInOrder("requests", "mem0", "✗ 98 %", "99 %", "-100 %");
        Cells(page, "Incidents").Should().ContainInOrder("2026-01-02 01:00:00", "Mem0ServiceDown", "mem0", "page", "20 min", "ada, 2026-01-02 01:16:00: on it", "2026-01-02 01:15:00");
        Section(page, "Incidents").Elements("h3").Single().Value.Should().Be("Drills");
        Cells(page, "Incidents").Should().ContainInOrder("2026-01-02 02:00:00", "Mem0TestAlert");
        Cells(page, "What got worse").Should().ContainInOrder("route", "mem0", "POST /search", "200 ms", "800 ms", "4.0 x", "500");
        Cells(page, "Canaries").Should().Equal("log", "360", "✗ 2", "1.5 s");
        Section(page, "Services").Descendants("svg").Should().HaveCount(3).And.OnlyContain(s => s.Descendants("path").Any(p => ((string)p.Attribute("class")!) == "line"));
        (made.Path, made.ObjectivesMet, made.ObjectivesMissed, made.Incidents, made.Regressions).Should().Be((Path, 0, 1, 1, 1));
        made.Length.Should().Be(new FileInfo(Path).Length);
        made.Missing.Should().BeEmpty();
        text.Should().Contain(made.Summary);
    }

    [Fact]
    public void A_report_asks_nobody_for_anything_and_runs_nothing()
    {
        Fill();
        Export();
        XElement page = Page();
        page.Descendants().Select(e => e.Name.LocalName).Should().NotContain(["script", "link", "img", "iframe", "object", "use", "image", "a", "form"]);
        page.DescendantsAndSelf().Attributes().Select(a => a.Name.LocalName).Should().NotContain(["src", "href", "style", "srcset", "xmlns"])
            .And.NotContain(n => n.StartsWith("on", StringComparison.Ordinal));
        File.ReadAllText(Path).Should().StartWith("<!DOCTYPE html>\n<html lang=\"en\">").And.NotContain("url(").And.NotContain("@import").And.NotContain("http://");
        page.Descendants("style").Single().Value.Should().NotContainAny("<", ">", "&");
    }

    [Fact]
    public void What_services_write_stays_text()
    {
        const string Hostile = "<script>alert(1)</script>\"'&amp;\u0000\u001b]]>\ud800";
        Value("mem0_operation_duration_seconds_bucket", 1, 9, ("service", Hostile), ("operation", Hostile));
        Value("mem0_operation_duration_seconds_count", 100, 100, ("service", Hostile), ("operation", Hostile));
        Value("up{", 1, 1, ("service", Hostile));
        Receive(Hostile, "firing", s_start.AddHours(1), 0, ("severity", Hostile));

        Export();

        Page().Descendants("script").Should().BeEmpty();
        File.ReadAllText(Path).Should().Contain("&lt;script&gt;alert(1)&lt;/script&gt;").And.NotContain("<script").And.NotContain("\u001b").And.NotContain("\u0000");
        Cells(Page(), "What got worse").Should().Contain(c => c.StartsWith("<script>alert(1)</script>\"'&amp;", StringComparison.Ordinal));
    }

    [Fact]
    public void No_cell_is_left_open_for_a_browser()
    {
        Fill();
        Receive("NoService", "firing", s_start.AddHours(3), 0);
        Export();
        File.ReadAllText(Path).Should().NotMatchRegex("<(td|th|span|svg|div|p|li|text|h[123]|section|title|style)( [^>]*)?/>");
    }

    [Fact]
    public void An_empty_stack_gives_a_report_that_says_so()
    {
        Export().Should().ContainSingle().Which.Missing.Should().BeEmpty();
        string text = Page().Value;
        text.Should().Contain("Nothing was recorded that objectives could be measured by. There was no incident.");
        text.Should().Contain("Nothing by a tenth or more.").And.Contain("None were sent.");
    }

    [Fact]
    public void A_store_that_does_not_answer_is_named_and_the_rest_is_there()
    {
        Fill();
        _stack.Inbox.Fault = FakeAlertInbox.Unreachable;

        var made = Export().Should().ContainSingle().Subject;

        made.Missing.Should().Equal("incidents: The observer cannot be reached.");
        made.Incidents.Should().BeNull();
        XElement page = Page();
        page.Value.Should().Contain("Whether there were incidents is not known.").And.Contain("This report is incomplete.");
        page.Descendants("div").Single(d => (string?)d.Attribute("class") == "missing").Value.Should().Contain("The observer cannot be reached.");
        Cells(page, "Objectives").Should().Contain("✗ 98 %");
        CommandHost.Show($"Export-Mem0Report '{Path}' {Range} -Force", _stack.Sources).Should().Contain("The report is incomplete. incidents: The observer cannot be reached.");
    }

    [Fact]
    public void Without_objectives_the_pictures_and_incidents_are_there()
    {
        Fill();
        _stack.Metrics.Rules = () => [];
        var made = Export().Should().ContainSingle().Subject;
        made.ObjectivesMissed.Should().BeNull();
        made.Missing.Should().ContainSingle().Which.Should().StartWith("objectives: ").And.Contain("rules/slo.yml");
        Section(Page(), "Services").Descendants("svg").Should().HaveCount(3);
    }

    [Fact]
    public void Where_nothing_answers_there_is_an_error_and_no_file()
    {
        _stack.Inbox.Fault = FakeAlertInbox.Unreachable;
        _stack.Metrics.Fault = FakeMetricStore.Unreachable;
        Fails(Range, "MetricStoreUnreachable");
        _folder.EnumerateFileSystemInfos().Should().BeEmpty();
    }

    [Fact]
    public void A_file_that_exists_stays_unless_forced()
    {
        File.WriteAllText(Path, "mine");
        Fails(Range, "ReportExists");
        File.ReadAllText(Path).Should().Be("mine");
        _stack.Metrics.Queries.Should().BeEmpty("a wrong name must cost nothing");
        Export("-Force").Should().ContainSingle();
        File.ReadAllText(Path).Should().StartWith("<!DOCTYPE html>");
        _folder.EnumerateFiles().Should().ContainSingle("no temporary file stays");
    }

    [Fact]
    public void Too_short_a_range_and_a_wrong_one_are_errors_and_what_if_writes_nothing()
    {
        Fails("-Window 4m", "ReportRangeInvalid");
        Fails("-Start 2026-01-02 -End 2026-01-01", "TimeRangeInvalid");
        CommandHost.Run($"Export-Mem0Report '{Path}' {Range} -WhatIf", _stack.Sources).Output.Should().BeEmpty();
        _folder.EnumerateFileSystemInfos().Should().BeEmpty();
    }

    private void Fill()
    {
        Value("last_over_time(service:slo_requests:objective", 0.99, 0.99, ("service", "mem0"));
        Value("sum_over_time(service:slo_requests_events", 1000, 1000, ("service", "mem0"));
        Value("sum_over_time(service:slo_requests_bad", 20, 20, ("service", "mem0"));
        Value("count_over_time(service:slo_requests_events", 1440, 1440, ("service", "mem0"));
        Value("sum by (le, service, method, route)", 0.2, 0.8, ("service", "mem0"), ("method", "POST"), ("route", "/search"));
        Value("increase(http_server_request_duration_seconds_count", 400, 500, ("service", "mem0"), ("method", "POST"), ("route", "/search"));
        Value("increase(mem0_observer_canary_latency_seconds_count", 0, 360, ("signal", "log"));
        Value("increase(mem0_observer_canary_failures_total", 0, 2, ("signal", "log"));
        Value("mem0_observer_canary_latency_seconds_bucket", 0, 1.5, ("signal", "log"));
        foreach (string picture in new[] { "probe_success", "sum by (le, service) (rate(http_server_request_duration_seconds_bucket", "sum by (service) (rate(http_server_requests_total{status" })
            Value(picture, 0.5, 0.5, ("service", "mem0"));

        DateTimeOffset down = s_start.AddHours(1);
        Receive("Mem0ServiceDown", "firing", down, 1);
        Receive("Mem0PageUnacknowledged", "firing", down.AddMinutes(15), 0, ("unacknowledged", "Mem0ServiceDown"));
        Receive("Mem0ServiceDown", "resolved", down, 20);
        Receive("Mem0TestAlert", "firing", s_start.AddHours(2), 0, ("drill", "true"));
        Receive("Mem0ServiceDown", "firing", s_start.AddHours(7), 0, ("service", "later"));
        _alerts.Add(new(Fingerprint("Mem0ServiceDown", "mem0"), "resolved", down, down, null, new Dictionary<string, string> { ["alertname"] = "Mem0ServiceDown" }, new Dictionary<string, string>(), new(down.AddMinutes(16), "ada", "on it")) { StartsAt = down });
    }

    private void Value(string query, double before, double now, params (string, string)[] labels) => _values.Add((query, before, now, labels));

    private IReadOnlyList<MetricSample> Query(string promQL)
    {
        var found = _values.FirstOrDefault(v => promQL.Contains(v.Query, StringComparison.Ordinal));
        if (found.Query is null)
            return [];

        var labels = found.Labels.ToDictionary(l => l.Item1, l => l.Item2);
        bool earlier = _stack.Metrics.Times.LastOrDefault() == s_start;
        // The fake notes a question over a range with its range.
        int samples = _stack.Metrics.Queries[^1] == promQL ? 1 : 3;
        return [.. Enumerable.Range(0, samples).Select(i => new MetricSample("", labels, s_start.AddHours(2 * i), earlier ? found.Before : found.Now))];
    }

    private static string Fingerprint(string name, string service) => $"{name} {service}";

    private void Receive(string name, string status, DateTimeOffset start, double minutes, params (string Name, string Value)[] more)
    {
        var labels = new Dictionary<string, string> { ["alertname"] = name, ["service"] = "mem0", ["severity"] = "page" };
        foreach (var (label, value) in more)
            labels[label] = value;

        DateTimeOffset at = start.AddMinutes(minutes);
        _received.Add(new(_received.Count + 1, at, "inbox", status, Fingerprint(name, labels["service"]), start, status == "resolved" ? at : null, labels, new Dictionary<string, string>()));
    }

    private List<MonitoringReport> Export(string more = "")
    {
        var run = CommandHost.Run($"Export-Mem0Report '{Path}' {Range} {more}", _stack.Sources);
        run.Errors.Should().BeEmpty();
        return [.. run.Output.Cast<MonitoringReport>()];
    }

    private void Fails(string range, string id) =>
        CommandHost.Run($"Export-Mem0Report '{Path}' {range}", _stack.Sources).Errors.Should().ContainSingle()
            .Which.FullyQualifiedErrorId.Should().Be($"{id},Mem0Observability.Commands.ExportMem0ReportCommand");

    private XElement Page() => XElement.Parse(string.Join('\n', File.ReadAllText(Path).Split('\n').Skip(1)));

    private static XElement Section(XElement page, string title) => page.Descendants("section").Single(s => s.Element("h2")?.Value == title);

    private static IEnumerable<string> Cells(XElement page, string title) => Section(page, title).Descendants("td").Select(c => c.Value);
}
