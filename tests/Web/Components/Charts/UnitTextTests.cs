using Mem0Observability.Charts;

namespace Mem0Observability.Tests.Web.Components.Charts;

public sealed class UnitTextTests
{
    [Theory]
    [InlineData(0, "s", "0 s")]
    [InlineData(0.0123, "s", "12.3 ms")]
    [InlineData(0.000004, "s", "4 µs")]
    [InlineData(90, "s", "1.5 min")]
    [InlineData(7200, "s", "2 h")]
    [InlineData(250, "ms", "250 ms")]
    [InlineData(2500, "ms", "2.5 s")]
    [InlineData(0.1234, "percentunit", "12.3 %")]
    [InlineData(12.34, "percent", "12.3 %")]
    [InlineData(1536, "bytes", "1.5 KiB")]
    [InlineData(1500, "decbytes", "1.5 kB")]
    [InlineData(0.25, "reqps", "0.25 req/s")]
    [InlineData(1200, "ops", "1.2k ops/s")]
    [InlineData(30, "cpm", "30 c/min")]
    [InlineData(1234567, "short", "1.23M")]
    [InlineData(1234, "none", "1234")]
    [InlineData(3, "apples", "3 apples")]
    [InlineData(-5, null, "-5")]
    [InlineData(double.NaN, "s", "–")]
    [InlineData(double.PositiveInfinity, "s", "∞")]
    [InlineData(double.NegativeInfinity, "s", "-∞")]
    public void A_number_has_its_unit(double value, string? unit, string text) => UnitText.Format(value, unit).Should().Be(text);

    [Theory]
    [InlineData(1.005, 2, "1.00")]
    [InlineData(3.6, 0, "4")]
    [InlineData(-0.001, 1, "0.0")]
    public void Decimals_are_as_given(double value, int decimals, string text) => UnitText.Format(value, "none", decimals).Should().Be(text);

    [Fact]
    public void A_unit_that_is_not_known_is_said_to_be_none() => UnitText.IsKnown("apples").Should().BeFalse();
}
