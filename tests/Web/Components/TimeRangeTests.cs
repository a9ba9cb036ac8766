using Mem0Observability.Web.Time;

namespace Mem0Observability.Tests.Web.Components;

public sealed class TimeRangeTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("now-15m", null, 15)]
    [InlineData("now-2d", "now", 2880)]
    [InlineData(null, null, 60)]
    public void A_range_before_now_moves_with_the_clock(string? from, string? to, int minutes)
    {
        var (start, end) = TimeRange.Read(from, to, TimeRange.Default).At(s_now);
        end.Should().Be(s_now);
        start.Should().Be(s_now.AddMinutes(-minutes));
    }

    [Fact]
    public void A_range_between_two_moments_stays()
    {
        var range = TimeRange.Between(s_now.AddHours(-3), s_now.AddHours(-2));
        TimeRange.Read(range.From, range.To, TimeRange.Default).At(s_now.AddYears(1)).Should().Be((s_now.AddHours(-3), s_now.AddHours(-2)));
        range.IsLive.Should().BeFalse();
    }

    [Theory]
    [InlineData("yesterday", "now")]
    [InlineData("now", "now-1h")]
    [InlineData("now-99999999999999d", "now")]
    [InlineData("now-500d", "now")]
    [InlineData("99999999999999999999", "now")]
    public void An_address_that_makes_no_sense_shows_the_default(string from, string to) =>
        TimeRange.Read(from, to, TimeRange.Default).Should().Be(TimeRange.Default);
}
