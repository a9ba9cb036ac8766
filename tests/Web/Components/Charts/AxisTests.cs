using Mem0Observability.Charts;

namespace Mem0Observability.Tests.Web.Components.Charts;

public sealed class AxisTests
{
    [Theory]
    [InlineData(new[] { 1.3, 8.7 }, 0.0, 10.0)]
    [InlineData(new[] { 5.0 }, 0.0, 10.0)]
    [InlineData(new[] { 0.0 }, 0.0, 1.0)]
    [InlineData(new[] { -3.0, 4.0 }, -4.0, 4.0)]
    [InlineData(new double[0], 0.0, 1.0)]
    [InlineData(new[] { double.NaN, double.PositiveInfinity }, 0.0, 1.0)]
    public void Limits_are_round_and_around_all_values(double[] values, double low, double high) =>
        ValueAxis.Limits(values, null, null, 5, null).Should().Be((low, high));

    [Fact]
    public void Limits_that_are_given_hold() => ValueAxis.Limits([3, 4], 0, 1, 4, null).Should().Be((0, 1));

    [Fact]
    public void A_low_limit_above_all_values_still_leaves_room() => ValueAxis.Limits([1], 5, null, 4, null).High.Should().BeGreaterThan(5);

    [Theory]
    [InlineData(0, 10, null, "0 2 4 6 8 10")]
    [InlineData(0, 1800, "s", "0 s 10 min 20 min 30 min")]
    [InlineData(0, 4096, "bytes", "0 B 1 KiB 2 KiB 3 KiB 4 KiB")]
    public void Ticks_are_round_in_their_unit(double low, double high, string? unit, string texts) =>
        string.Join(' ', ValueAxis.Texts(Frame(low, high), unit == "s" ? 4 : 5, unit, null).Select(t => t.Text)).Should().Be(texts);

    [Fact]
    public void Decimals_that_make_ticks_the_same_give_way() =>
        ValueAxis.Texts(Frame(0, 1), 5, null, 0).Select(t => t.Text).Should().OnlyHaveUniqueItems();

    [Fact]
    public void A_logarithmic_axis_has_a_tick_for_each_power() =>
        ValueAxis.Texts(Frame(0.01, 10) with { IsLogarithmic = true }, 5, "s", null).Select(t => t.Text).Should().Equal("10 ms", "100 ms", "1 s", "10 s");

    [Theory]
    [InlineData(60, "00:00 00:10 00:20 00:30 00:40 00:50 01:00")]
    [InlineData(1, "00:00:00 00:00:10 00:00:20 00:00:30 00:00:40 00:00:50 00:01:00")]
    [InlineData(4 * 1440, "01-01 01-02 01-03 01-04 01-05")]
    public void Times_are_round(int minutes, string texts) =>
        string.Join(' ', TimeAxis.Texts(Points.Frame with { End = Points.At(minutes) }, 6).Select(t => t.Text)).Should().Be(texts);

    private static PlotFrame Frame(double low, double high) => Points.Frame with { Low = low, High = high };
}
