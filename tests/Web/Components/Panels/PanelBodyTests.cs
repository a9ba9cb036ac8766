using Bunit;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Tests.Web.Components.Panels;

/// <summary>Each type of panel shows what the store says.</summary>
public sealed class PanelBodyTests : BoardPage
{
    private const string Moment = """ "title": "P", "datasource": {"type": "prometheus"}, "targets": [{"refId": "A", "expr": "m", "instant": true, "legendFormat": "{{service}}"}] """;

    private const string Over = """ "title": "P", "datasource": {"type": "prometheus"}, "targets": [{"refId": "A", "expr": "m", "legendFormat": "{{service}}", "exemplar": true}] """;

    private const string Steps = """ "color": {"mode": "thresholds"}, "thresholds": {"steps": [{"color": "green", "value": null}, {"color": "red", "value": 5}]} """;

    [Theory]
    [InlineData(4, "c-good")]
    [InlineData(5, "c-bad")]
    public void A_stat_has_the_colour_of_its_threshold(double value, string colour)
    {
        Metrics.Answer = _ => Samples("mem0", value);
        Show(Moment + """, "type": "stat", "fieldConfig": {"defaults": {"unit": "s", """ + Steps + "}}").Find(".stat-value").ClassList.Should().Contain(colour);
    }

    [Fact]
    public void A_stat_shows_words_instead_of_a_value_that_is_mapped()
    {
        Metrics.Answer = _ => Samples("mem0", 0);
        var page = Show(Moment + """, "type": "stat", "fieldConfig": {"defaults": {"mappings": [{"type": "value", "options": {"0": {"text": "down"}}}]}}""");
        page.Find(".stat-value").TextContent.Should().Be("down");
    }

    [Theory]
    [InlineData("stat")]
    [InlineData("gauge")]
    [InlineData("bargauge")]
    [InlineData("state-timeline")]
    [InlineData("timeseries")]
    [InlineData("heatmap")]
    public void A_panel_without_data_says_what_it_is_told_to(string type)
    {
        var page = Show(Over + """, "fieldConfig": {"defaults": {"noValue": "Nothing runs"}}, "type": """ + $"\"{type}\"");
        page.Find(".panel-body").TextContent.Should().Contain("Nothing runs");
        page.Find(".board-panel").GetAttribute("data-state").Should().Be("empty");
    }

    [Fact]
    public void A_stat_of_a_range_may_have_a_sparkline()
    {
        Metrics.Answer = _ => Samples("mem0", 1, 2, 3);
        Show(Over + """, "type": "stat", "options": {"graphMode": "area"}""").FindAll(".sparkline").Should().ContainSingle();
    }

    [Fact]
    public void A_gauge_tells_its_value_and_its_limits()
    {
        Metrics.Answer = _ => Samples("mem0", 0.5);
        var page = Show(Moment + """, "type": "gauge", "fieldConfig": {"defaults": {"unit": "percentunit", "min": 0, "max": 1}}""");
        page.Find(".gauge svg").GetAttribute("aria-label").Should().Be("P: 50 %, from 0 % to 100 %");
        page.Find(".gauge-value").GetAttribute("d").Should().Be("M20 100A80 80 0 0 1 100 20", "half is at the top");
    }

    [Fact]
    public void A_bar_gauge_has_a_bar_for_each_series()
    {
        Metrics.Answer = _ => [.. Samples("a", 10), .. Samples("b", 5)];
        Show(Moment + """, "type": "bargauge" """).FindAll(".bar-value").Select(b => b.GetAttribute("width")).Should().Equal("100%", "50%");
    }

    [Fact]
    public void A_table_is_sorted_as_told_and_as_asked()
    {
        Metrics.Answer = _ => [.. Samples("a", 1), .. Samples("b", 2)];
        var page = Show(Moment + """, "type": "table", "options": {"sortBy": [{"displayName": "Value", "desc": true}]}, "transformations": [{"id": "organize", "options": {"excludeByName": {"Time": true}}}]""");
        page.FindAll("tbody tr").Select(r => r.TextContent.Trim()[0]).Should().Equal('b', 'a');
        page.FindAll("th")[1].GetAttribute("aria-sort").Should().Be("descending");
        page.FindAll("th button")[1].Click();
        page.FindAll("tbody tr").Select(r => r.TextContent.Trim()[0]).Should().Equal('a', 'b');
    }

    [Fact]
    public void A_table_column_looks_as_its_override_says()
    {
        Metrics.Answer = _ => Samples("a", 0.5);
        var page = Show(Moment + """, "type": "table", "fieldConfig": {"overrides": [{"matcher": {"id": "byName", "options": "Value"}, "properties": [{"id": "unit", "value": "s"}]}]}""");
        page.Find("td.number").TextContent.Should().Be("500 ms");
    }

    [Fact]
    public void Exemplars_are_dots_that_open_their_traces()
    {
        Metrics.Answer = _ => Samples("mem0", 1, 2);
        Metrics.Exemplars = _ => [new MetricExemplar(Now.AddMinutes(-30), 0.5, "abc", new Dictionary<string, string>()), new MetricExemplar(Now, 1, "", new Dictionary<string, string>())];
        var page = Show(Over + """, "type": "timeseries", "fieldConfig": {"defaults": {"unit": "s"}}""");
        page.FindAll("a.dot").Should().ContainSingle().Which.GetAttribute("href").Should().Be("traces/abc");
    }

    [Fact]
    public void A_series_has_the_unit_of_its_override()
    {
        Metrics.Answer = _ => [.. Samples("a", 1, 1), .. Samples("b", 1, 1)];
        var page = Show(Over + """, "type": "timeseries", "options": {"legend": {"calcs": ["max"]}}, "fieldConfig": {"defaults": {"unit": "s"}, "overrides": [{"matcher": {"id": "byRegexp", "options": "/^b/"}, "properties": [{"id": "unit", "value": "percentunit"}]}]}""");
        page.FindAll(".chart-legend b").Select(b => b.TextContent).Should().Equal("1 s", "100 %");
    }

    [Fact]
    public void A_heat_map_counts_by_bucket()
    {
        Metrics.Answer = _ => [Bucket("0.1", 1), Bucket("+Inf", 3)];
        var page = Show(Over + """, "type": "heatmap", "options": {"yAxis": {"unit": "s"}}""");
        page.FindAll("path.bars").Count(p => p.GetAttribute("d")!.Length > 0).Should().Be(2);
        page.Find(".heat-scale").TextContent.Should().Contain("up to 2");
    }

    [Fact]
    public void States_are_told_by_words_and_shape()
    {
        Metrics.Answer = _ => Samples("mem0", 1, 1, 0);
        var page = Show(Over + """, "type": "state-timeline", "fieldConfig": {"defaults": {"mappings": [{"type": "value", "options": {"0": {"text": "down", "color": "red"}, "1": {"text": "up", "color": "green"}}}]}}""");
        page.FindAll(".state").Select(s => s.ClassList[^1]).Should().Equal("c-good", "c-bad");
        page.FindAll(".state").Select(s => s.GetAttribute("height")).Should().OnlyHaveUniqueItems();
        page.Find(".states svg").GetAttribute("aria-label").Should().Be("mem0: down at the end, 1 changes");
    }

    [Fact]
    public void Text_is_markdown_without_html()
    {
        var page = Show(""" "type": "text", "title": "T", "options": {"mode": "markdown", "content": "**bold** <script>x</script> [a](javascript:x)"} """);
        page.Find(".panel-text strong").TextContent.Should().Be("bold");
        page.FindAll(".panel-text script").Should().BeEmpty();
        page.Find(".panel-text a").GetAttribute("href").Should().BeEmpty();
    }

    private MetricSample Bucket(string bound, double count) => new("", new Dictionary<string, string> { ["le"] = bound }, Now.AddSeconds(-15), count);
}
