using Mem0Observability.Web.Charts;

namespace Mem0Observability.Tests.Web.Components.Charts;

public sealed class PlotTests
{
    [Fact]
    public void The_rest_of_too_many_series_is_counted()
    {
        Plot plot = Plot.Of(Points.Input([.. Enumerable.Range(0, 75).Select(i => Points.Series($"s{i}", 1, 2))]));
        plot.Lines.Should().HaveCount(Plot.MaxSeries);
        plot.More.Should().Be(15);
    }

    [Fact]
    public void Series_of_one_colour_differ_by_their_dashes()
    {
        Plot plot = Plot.Of(Points.Input([.. Enumerable.Range(0, 24).Select(i => Points.Series($"s{i}", 1, 2))]));
        plot.Lines.Select(l => (l.Colour, l.Dashes)).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void A_chart_without_a_finite_value_is_empty()
    {
        Plot.Of(Points.Input()).IsEmpty.Should().BeTrue();
        Plot.Of(Points.Input(Points.Series("a", double.NaN))).IsEmpty.Should().BeTrue();
        Plot.Of(Points.Input(Points.Series("a", 0))).IsEmpty.Should().BeFalse();
    }

    [Fact]
    public void Stacked_values_fit_into_the_picture() =>
        Plot.Of(Points.Input(Points.Series("a", 6, 6), Points.Series("b", 7, 7)) with { Stacked = true }).Frame.High.Should().BeGreaterThanOrEqualTo(13);

    [Fact]
    public void A_threshold_nearby_is_in_the_picture_and_one_far_away_is_not()
    {
        ChartInput input = Points.Input(Points.Series("a", 1, 2)) with { ThresholdStyle = ChartThresholdStyle.Line };
        Plot.Of(input with { Thresholds = [new(3.5, "bad")] }).Frame.High.Should().BeGreaterThanOrEqualTo(3.5);
        Plot.Of(input with { Thresholds = [new(1000, "bad")] }).Frame.High.Should().BeLessThan(10);
    }

    [Theory]
    [InlineData("lastNotNull", 3)]
    [InlineData("max", 5)]
    [InlineData("min", 1)]
    [InlineData("mean", 3)]
    [InlineData("sum", 9)]
    [InlineData("count", 3)]
    [InlineData("range", 4)]
    [InlineData("diff", 2)]
    public void A_calculation_leaves_out_what_is_not_a_number(string calc, double value) =>
        SeriesCalc.Of(calc, Points.Series("a", 1, 5, 3, double.NaN).Points).Should().Be(value);

    [Fact]
    public void A_calculation_of_nothing_is_no_number()
    {
        SeriesCalc.Of("max", []).Should().Be(double.NaN);
        SeriesCalc.Of("skewness", Points.Series("a", 1).Points).Should().Be(double.NaN);
    }

    [Theory]
    [InlineData(2.4, 2)]
    [InlineData(2.6, 3)]
    [InlineData(40, null)]
    public void A_cursor_means_the_nearest_point(double minutes, int? value)
    {
        ChartPoint? point = PointSearch.Nearest(Points.Series("a", 0, 1, 2, 3).Points, Points.At(minutes), Points.Step);
        point?.Value.Should().Be(value);
        point.HasValue.Should().Be(value.HasValue);
    }
}
