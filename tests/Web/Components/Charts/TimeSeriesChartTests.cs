using Bunit;
using Mem0Observability.Web.Charts;
using Mem0Observability.Web.Time;
using Microsoft.AspNetCore.Components.Web;

namespace Mem0Observability.Tests.Web.Components.Charts;

public sealed class TimeSeriesChartTests : BunitContext
{
    private readonly List<TimeRange> _chosen = [];

    public TimeSeriesChartTests() => JSInterop.Setup<double>("Reflect.get", _ => true).SetResult(200);

    [Fact]
    public void Each_series_is_one_element_however_many_points_it_has()
    {
        var chart = Chart(Points.Series("a", [.. Enumerable.Range(0, 600).Select(i => (double)i)]), Points.Series("b", 1, 2));
        chart.FindAll("path.line").Should().HaveCount(2);
        chart.FindAll("path.line")[1].ClassList.Should().Contain("c-1");
    }

    [Fact]
    public void A_chart_without_data_says_so() => Chart().Find(".chart-empty").TextContent.Should().Be("No data");

    [Fact]
    public void The_legend_has_names_and_calculations_and_shows_one_series_alone()
    {
        var chart = Chart(Points.Series("first", 1, 4), Points.Series("second", 9));
        chart.FindAll(".chart-legend li")[0].TextContent.Should().Contain("first").And.Contain("max 4");
        chart.FindAll(".chart-key")[1].Click();
        chart.FindAll("path.line").Should().ContainSingle().Which.ClassList.Should().Contain("c-2", "a series keeps its colour");
        chart.Find(".chart-key").Click();
        chart.FindAll("path.line").Should().HaveCount(2);
    }

    [Fact]
    public void The_pointer_tells_values_and_dragging_chooses_a_time()
    {
        var chart = Chart(Points.Series("a", 1, 2, 3, 4, 5, 6));
        Catch(chart).PointerEnter();
        Catch(chart).PointerMove(new() { OffsetX = 40 });
        chart.Find(".chart-tip").TextContent.Should().Contain("1970-01-01 00:02:00").And.Contain("3");
        Catch(chart).PointerDown(new() { OffsetX = 20 });
        Catch(chart).PointerMove(new() { OffsetX = 100 });
        Catch(chart).PointerUp();
        _chosen.Should().Equal(TimeRange.Between(Points.At(1), Points.At(5)));
    }

    [Fact]
    public void A_click_chooses_nothing()
    {
        var chart = Chart(Points.Series("a", 1, 2));
        Catch(chart).PointerEnter();
        Catch(chart).PointerDown(new() { OffsetX = 20 });
        Catch(chart).PointerUp();
        _chosen.Should().BeEmpty();
    }

    [Fact]
    public void The_keyboard_does_what_the_pointer_does()
    {
        var chart = Chart(Points.Series("a", 1, 2, 3));
        Catch(chart).KeyDown(new KeyboardEventArgs { Key = "ArrowRight", CtrlKey = true });
        Catch(chart).GetAttribute("aria-valuetext").Should().Be("1970-01-01 00:01:00: a 2");
        Catch(chart).KeyDown(new KeyboardEventArgs { Key = "ArrowRight", CtrlKey = true, ShiftKey = true });
        Catch(chart).KeyDown(new KeyboardEventArgs { Key = "Enter" });
        _chosen.Should().Equal(TimeRange.Between(Points.At(1), Points.At(2)));
        chart.FindAll(".chart-tip").Should().BeEmpty();
    }

    [Fact]
    public void Dots_open_what_they_stand_for()
    {
        var chart = Render<ScatterChart>(p => p.Add(c => c.Start, Points.Start).Add(c => c.End, Points.At(10)).Add(c => c.Label, "Traces")
            .Add(c => c.Dots, [new ChartDot(Points.At(5), 1, "slow", "traces/1"), new ChartDot(Points.At(6), 2, "failed", "traces/2") { Colour = "bad" }]));
        chart.FindAll("a.dot").Select(a => a.GetAttribute("href")).Should().Equal("traces/1", "traces/2");
        chart.Find("a.dot circle").GetAttribute("cx").Should().Be("50%");
        chart.FindAll("a.dot rect").Should().ContainSingle("a failure is another shape");
        chart.FindAll(".chart-empty").Should().BeEmpty();
    }

    [Fact]
    public void Thresholds_and_marks_are_drawn_where_they_are()
    {
        var chart = Render<TimeSeriesChart>(p => p.Add(c => c.Series, [Points.Series("a", 0, 10)]).Add(c => c.Start, Points.Start).Add(c => c.End, Points.At(10)).Add(c => c.Label, "L")
            .Add(c => c.Height, 100).Add(c => c.Thresholds, [new ChartThreshold(5, "bad")]).Add(c => c.ThresholdStyle, ChartThresholdStyle.Dashed)
            .Add(c => c.Marks, [new ChartMark(Points.At(2), Points.At(4), "Slow", "alert"), new ChartMark(Points.At(-20), null, "Before", "deploy")]));
        chart.Find(".threshold").GetAttribute("y1").Should().Be("50");
        chart.Find(".mark rect").GetAttribute("x").Should().Be("20%");
        chart.FindAll(".mark").Should().ContainSingle("the other was before");
    }

    [Fact]
    public void A_histogram_stacks_its_kinds()
    {
        var chart = Render<BarHistogram>(p => p.Add(c => c.Series, [Points.Series("info", 1, 2), Points.Series("error", 3, 4) with { Colour = "bad" }]).Add(c => c.Start, Points.Start)
            .Add(c => c.End, Points.At(10)).Add(c => c.Step, Points.Step).Add(c => c.Label, "Lines"));
        chart.FindAll("path.bars").Should().HaveCount(2);
        chart.FindAll(".chart-legend li")[1].TextContent.Should().Contain("total 7");
    }

    [Fact]
    public void A_sparkline_says_what_it_shows() =>
        Render<Sparkline>(p => p.Add(s => s.Series, Points.Series("cpu", 1, 3, 2)).Add(s => s.Unit, "percent"))
            .Find("svg").GetAttribute("aria-label").Should().Be("cpu: from 1 % to 3 %, last 2 %");

    [Fact]
    public void Nothing_has_a_style_of_its_own() => Chart(Points.Series("a", 1, 2)).Markup.Should().NotContain("style=");

    private static AngleSharp.Dom.IElement Catch(IRenderedComponent<TimeSeriesChart> chart) => chart.Find(".chart-catch");

    private IRenderedComponent<TimeSeriesChart> Chart(params ChartSeries[] series) => Render<TimeSeriesChart>(p => p
        .Add(c => c.Series, series).Add(c => c.Start, Points.Start).Add(c => c.End, Points.At(10)).Add(c => c.Label, "Chart").Add(c => c.LegendCalcs, ["max"])
        .Add(c => c.OnSelect, _chosen.Add));
}
