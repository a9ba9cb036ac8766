using Mem0Observability.Charts;
using Mem0Observability.Web.Charts;

namespace Mem0Observability.Tests.Web.Components.Charts;

public sealed class PathTextTests
{
    private static readonly TimeSpan s_gap = Points.Step * 1.5;

    [Fact]
    public void Points_that_follow_each_other_are_one_line() => Line(1, 2, 3).Should().Be("M0 90L10 80L20 70");

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_value_that_is_not_finite_is_a_gap(double value) => Line(1, 1, value, 2, 2).Should().Be("M0 90L10 90M30 80L40 80");

    [Fact]
    public void A_sample_that_is_missing_is_a_gap()
    {
        IReadOnlyList<PlacedPoint> points = [new(Points.At(0), 0, 1), new(Points.At(1), 0, 1), new(Points.At(3), 0, 1), new(Points.At(4), 0, 1)];
        PathText.Line(points, Points.Frame, s_gap, stepped: false).Should().Be("M0 90L10 90M30 90L40 90");
        PathText.Line(points, Points.Frame, TimeSpan.MaxValue, stepped: false).Should().Be("M0 90L40 90");
    }

    [Fact]
    public void A_point_alone_is_a_dot() => Line(5).Should().Be("M0 50h0");

    [Fact]
    public void No_point_is_no_path() => Line().Should().BeEmpty();

    [Fact]
    public void Steps_keep_a_value_until_the_next() => PathText.Line(Points.Placed(1, 2), Points.Frame, s_gap, stepped: true).Should().Be("M0 90L10 90L10 80");

    [Fact]
    public void An_area_goes_back_along_its_ground() => PathText.Area(Points.Placed(1, 2, 3), Points.Frame, s_gap, stepped: false).Should().Be("M0 90L10 80L20 70L20 100L0 100z");

    [Fact]
    public void An_area_on_another_series_follows_it()
    {
        IReadOnlyList<PlacedPoint> points = [new(Points.At(0), 1, 2), new(Points.At(1), 3, 4), new(Points.At(2), 1, 2)];
        PathText.Area(points, Points.Frame, s_gap, stepped: false).Should().Be("M0 80L10 60L20 80L20 90L10 70L0 90z");
    }

    [Fact]
    public void A_bar_is_as_wide_as_the_step_less_some_room() => PathText.Bars(Points.Placed(4, 0), Points.Frame, Points.Step).Should().Be("M0.5 100V60h9V100z");

    [Fact]
    public void A_value_far_outside_needs_no_more_digits() => Line(1e12).Should().Be("M0 -100h0");

    [Fact]
    public void Stacked_series_stand_on_each_other_and_a_gap_is_nothing()
    {
        var placed = Stacking.Place([Points.Series("a", 1, double.NaN, 3), Points.Series("b", 10, 20, 30)], stacked: true, 0);
        placed[1].Select(p => (p.Bottom, p.Top)).Should().Equal((1, 11), (0, 20), (3, 33));
        placed[0][1].IsThere.Should().BeFalse();
    }

    [Fact]
    public void What_is_below_zero_hangs_below_zero()
    {
        var placed = Stacking.Place([Points.Series("a", 2), Points.Series("b", -3), Points.Series("c", -1)], stacked: true, 0);
        placed.Select(p => (p[0].Bottom, p[0].Top)).Should().Equal((0, 2), (0, -3), (-3, -4));
    }

    [Fact]
    public void Thinning_keeps_every_peak()
    {
        double[] values = new double[10_000];
        (values[1234], values[7777]) = (50, -50);
        ChartSeries thin = Thinning.To(Points.Series("a", values), 500);
        thin.Points.Count.Should().BeLessThanOrEqualTo(1000);
        thin.Points.Select(p => p.Value).Should().Contain([50, -50]);
        thin.Points.Should().BeInAscendingOrder(p => p.Time);
    }

    private static string Line(params double[] values) => PathText.Line(Points.Placed(values), Points.Frame, s_gap, stepped: false);
}
