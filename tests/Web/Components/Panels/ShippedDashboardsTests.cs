using Mem0Observability.Charts;
using Mem0Observability.Dashboards;
using Mem0Observability.Tests.Unit.Docs;
using Mem0Observability.Web.Panels;

namespace Mem0Observability.Tests.Web.Components.Panels;

/// <summary>What Grafana shows of the dashboards that ship, the pages show as well.</summary>
public sealed class ShippedDashboardsTests
{
    private static readonly IReadOnlyList<Dashboard> s_dashboards =
        [.. Directory.GetFiles(Path.Combine(Checkout.Root, "monitoring", "grafana", "dashboards"), "*.json").Select(DashboardReader.Load)];

    [Fact]
    public void Every_panel_is_drawn_whole()
    {
        var panels = s_dashboards.SelectMany(d => d.Panels.Select(p => (Where: $"{d.Name}: {p.Title}", Panel: p))).ToList();
        panels.Should().HaveCountGreaterThan(100);
        panels.SelectMany(p => PanelSupport.Problems(p.Panel).Select(problem => $"{p.Where}: {problem}")).Should().BeEmpty();
    }

    [Fact]
    public void Every_unit_is_known() =>
        s_dashboards.SelectMany(d => d.Panels).SelectMany(p => p.Overrides.Select(o => new FieldLook(o.Properties)).Prepend(FieldLook.Of(p))).Select(l => l.Unit).Distinct()
            .Should().OnlyContain(u => UnitText.IsKnown(u));

    [Fact]
    public void Every_variable_can_be_offered() =>
        s_dashboards.SelectMany(d => d.Variables).Should().OnlyContain(v => v.Kind == "query" || v.Kind == "custom");

    [Fact]
    public void Every_panel_is_below_a_row_and_in_a_place_that_the_style_sheet_knows()
    {
        string css = Checkout.Read("src/Web/wwwroot/dashboards.css");
        foreach (DashboardPanel panel in s_dashboards.SelectMany(d => d.Panels).Where(p => p.Type != PanelTypes.Row))
        {
            css.Should().Contain($".gx-{panel.Place.X} ").And.Contain($".gw-{panel.Place.Width} ").And.Contain($".gh-{panel.Place.Height} ");
            (panel.Place.X + panel.Place.Width).Should().BeLessThanOrEqualTo(GridPlace.Columns, panel.Title);
        }
    }
}
