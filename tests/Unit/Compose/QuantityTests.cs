using Mem0Observability.Compose;

namespace Mem0Observability.Tests.Unit.Compose;

public sealed class QuantityTests
{
    [Theory]
    [InlineData("1024", 1024L)]
    [InlineData("5b", 5L)]
    [InlineData("256m", 268435456L)]
    [InlineData("1.5g", 1610612736L)]
    [InlineData("64MiB", 67108864L)]
    [InlineData("64MB", 67108864L)]
    [InlineData("1kb", 1024L)]
    [InlineData("1 g", 1073741824L)]
    [InlineData("1p", 1125899906842624L)]
    [InlineData("0", 0L)]
    public void Sizes_count_by_1024(string text, long bytes) => ByteSize.TryParse(text).Should().Be(bytes);

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("10x")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData(".5g")]
    [InlineData("1.g")]
    [InlineData("1  g")]
    [InlineData("1g\n")]
    [InlineData("999999999999999999p")]
    public void What_is_no_size_is_refused(string text) => ByteSize.TryParse(text).Should().BeNull();

    [Theory]
    [InlineData("30s", 30_000)]
    [InlineData("1m30s", 90_000)]
    [InlineData("500ms", 500)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("1h1m1s1ms", 3_661_001)]
    [InlineData("2000us", 2)]
    [InlineData("3000000ns", 3)]
    [InlineData("0s", 0)]
    public void Durations_add_up_their_parts(string text, int milliseconds) =>
        ComposeDuration.TryParse(text).Should().Be(TimeSpan.FromMilliseconds(milliseconds));

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("5S")]
    [InlineData("1 s")]
    [InlineData("1d")]
    [InlineData("1h 5m")]
    [InlineData("30s\n")]
    [InlineData("999999999999999h999999999999999h")]
    public void What_is_no_duration_is_refused(string text) => ComposeDuration.TryParse(text).Should().BeNull();
}
