using Mem0Observability.Dashboards;
using Mem0Observability.Web.Panels;

namespace Mem0Observability.Tests.Web.Components.Panels;

public sealed class PanelSupportTests
{
    [Theory]
    [InlineData("""
        "type": "candlestick"
        """, "Cannot draw a panel of type 'candlestick'.")]
    [InlineData("""
        "type": "table", "transformations": [{"id": "groupBy", "options": {}}]
        """, "Cannot draw transformation 'groupBy'.")]
    [InlineData("""
        "type": "timeseries", "fieldConfig": {"defaults": {"custom": {"stacking": {"mode": "percent"}}}}
        """, "Cannot draw 'percent' of setting 'custom.stacking'.")]
    [InlineData("""
        "type": "timeseries", "fieldConfig": {"defaults": {"custom": {"fillBelowTo": "a"}}}
        """, "Cannot draw setting 'custom.fillBelowTo'.")]
    [InlineData("""
        "type": "timeseries", "fieldConfig": {"overrides": [{"matcher": {"id": "byType", "options": "number"}, "properties": []}]}
        """, "Cannot draw an override of fields found 'byType'.")]
    [InlineData("""
        "type": "timeseries", "fieldConfig": {"overrides": [{"matcher": {"id": "byRegexp", "options": "/(/"}, "properties": []}]}
        """, "Cannot draw an override of fields with the pattern '/(/'.")]
    [InlineData("""
        "type": "stat", "fieldConfig": {"defaults": {"mappings": [{"type": "regex", "options": {"pattern": "a", "result": {"text": "b"}}}]}}
        """, "Cannot draw a mapping of type 'regex'.")]
    [InlineData("""
        "type": "stat", "options": {"reduceOptions": {"calcs": ["p95"], "values": false}}
        """, "Cannot draw calculation 'p95'.")]
    [InlineData("""
        "type": "stat", "options": {"reduceOptions": {"calcs": ["max"], "values": true}}
        """, "Cannot draw all values of a series one by one.")]
    [InlineData("""
        "type": "heatmap", "options": {"calculate": true}
        """, "Cannot draw a heat map of values that are not yet in buckets.")]
    [InlineData("""
        "type": "text", "options": {"mode": "html", "content": "<b>a</b>"}
        """, "Cannot draw text in 'html'.")]
    public void What_cannot_be_drawn_is_said(string panel, string problem) => PanelSupport.Problems(Read(panel)).Should().Equal(problem);

    [Fact]
    public void What_can_be_drawn_needs_no_words() => PanelSupport.Problems(Read("\"type\": \"timeseries\", \"fieldConfig\": {\"defaults\": {\"unit\": \"s\", \"custom\": {\"drawStyle\": \"bars\"}}}")).Should().BeEmpty();

    [Fact]
    public void Every_type_of_panel_has_a_component_that_draws_it() =>
        PanelTypes.Known.Should().OnlyContain(t => typeof(PanelBody).IsAssignableFrom(PanelTypes.Body(t)));

    private static DashboardPanel Read(string panel) => DashboardReader.Parse($$"""{"uid": "u", "title": "t", "panels": [{"id": 1, "title": "p", {{panel}}}]}""", "x.json").Panels.Single();
}
