using Mem0Observability.Dashboards;

namespace Mem0Observability.Tests.Unit.Dashboards;

/// <summary>A field has the panel's settings, and what overrides say about it.</summary>
public sealed class FieldLookTests
{
    private readonly DashboardPanel _panel = DashboardReader.Parse("""
        {"uid": "u", "title": "t", "panels": [{
          "id": 1, "title": "p", "type": "timeseries", "description": "D.", "gridPos": {"x": 8, "y": 3, "w": 16, "h": 5}, "links": [{"title": "more", "url": "/d/x"}],
          "targets": [{"refId": "A", "expr": "up", "legendFormat": "{{job}}", "exemplar": true}, {"refId": "B", "query": "log.level:error", "hide": true, "metrics": [{"settings": {"limit": "7"}}]}],
          "transformations": [{"id": "merge", "options": {}}],
          "fieldConfig": {
            "defaults": {"unit": "s", "decimals": 2, "min": 0, "max": 200, "custom": {"fillOpacity": 8, "stacking": {"mode": "normal"}},
              "thresholds": {"mode": "percentage", "steps": [{"color": "green", "value": null}, {"color": "red", "value": 50}]},
              "mappings": [{"type": "range", "options": {"from": 1, "to": 2, "result": {"text": "low"}}}, {"type": "special", "options": {"match": "nan", "result": {"text": "none"}}}]},
            "overrides": [
              {"matcher": {"id": "byName", "options": "a"}, "properties": [{"id": "unit", "value": "bytes"}]},
              {"matcher": {"id": "byRegexp", "options": "/^b.*/"}, "properties": [{"id": "custom.fillOpacity", "value": 50}]},
              {"matcher": {"id": "byFrameRefID", "options": "B"}, "properties": [{"id": "decimals", "value": 0}]}]}}]}
        """, "x.json").Panels.Single();

    [Fact]
    public void A_panel_has_its_settings()
    {
        FieldLook look = FieldLook.Of(_panel);
        (look.Unit, look.Decimals, look.Min, look.Max, look.Number("custom.fillOpacity"), look.Member("custom.stacking", "mode")).Should().Be(("s", 2, 0.0, 200.0, 8.0, "normal"));
    }

    [Fact]
    public void A_panel_has_its_place_and_what_else_the_file_says()
    {
        _panel.Place.Should().Be(new GridPlace(8, 3, 16, 5));
        _panel.Should().BeEquivalentTo(new { Description = "D.", Links = new[] { new PanelLink("more", "/d/x") } });
        _panel.Transformations.Single().Id.Should().Be("merge");
        _panel.Queries[0].Should().BeEquivalentTo(new { Legend = "{{job}}", HasExemplars = true, IsHidden = false });
        _panel.Queries[1].Should().BeEquivalentTo(new { Legend = "", HasExemplars = false, IsHidden = true, Limit = 7 });
    }

    [Fact]
    public void An_override_means_a_field_by_name_by_pattern_or_by_query()
    {
        FieldLook.Of(_panel, "a", "A").Unit.Should().Be("bytes");
        FieldLook.Of(_panel, "bee", "A").Number("custom.fillOpacity").Should().Be(50);
        FieldLook.Of(_panel, "c", "B").Decimals.Should().Be(0);
        FieldLook.Of(_panel, "c", "A").Should().BeEquivalentTo(new { Unit = "s", Decimals = 2 });
    }

    [Fact]
    public void Thresholds_in_percent_are_of_the_limits() =>
        FieldLook.Of(_panel).Thresholds.Should().Equal(new FieldThreshold(double.NegativeInfinity, "green"), new FieldThreshold(100, "red"));

    [Theory]
    [InlineData(1, "low")]
    [InlineData(2, "low")]
    [InlineData(2.1, null)]
    [InlineData(double.NaN, "none")]
    public void A_mapping_means_some_values(double value, string? text) =>
        FieldLook.Of(_panel).Mappings.FirstOrDefault(m => m.Means(value))?.Text.Should().Be(text);

    [Theory]
    [InlineData("{{job}} of {{ other }}", "mem0 of ")]
    [InlineData("{{__name__}}", "up")]
    [InlineData("", "up{job=\"mem0\"}")]
    public void A_legend_has_labels(string format, string name) =>
        LegendText.Of(format, "up", new Dictionary<string, string> { ["job"] = "mem0" }, "up").Should().Be(name);

    [Fact]
    public void A_series_without_name_and_labels_is_its_query() => LegendText.Of("", "", new Dictionary<string, string>(), "sum(up)").Should().Be("sum(up)");
}
