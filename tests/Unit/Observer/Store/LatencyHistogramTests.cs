using CsCheck;
using Mem0Observability.Observer.Store.Blocks;
using Mem0Observability.Observer.Store.Engine;

namespace Mem0Observability.Tests.Unit.Observer.Store;

public sealed class LatencyHistogramTests
{
    /// <summary>From below a microsecond to two minutes, and the ends of what a span can have.</summary>
    private static readonly Gen<long[]> s_durations = Gen.Frequency((20, Gen.Long[100, 120_000_000_000]), (1, Gen.Const(0L)), (1, Gen.Const(long.MaxValue))).Array[1, 300];

    [Fact]
    public void A_percentile_is_within_five_percent_of_the_exact_one() => s_durations.Sample(durations =>
    {
        LatencyHistogram histogram = Of(durations);
        long[] sorted = [.. durations.Order()];
        foreach (double quantile in new[] { 0.5, 0.95, 0.99, 1 })
        {
            double exact = sorted[(int)Math.Ceiling(quantile * sorted.Length) - 1] / 100.0;
            ((double)histogram.Quantile(quantile).Ticks).Should().BeApproximately(exact, (exact * 0.05) + 1);
        }
    });

    [Fact]
    public void What_was_written_is_added_and_can_be_passed_over() => Gen.Select(s_durations, s_durations).Sample((first, second) =>
    {
        var buffer = new ByteBuffer();
        Of(first).Write(buffer);
        buffer.Varint(42);
        LatencyHistogram sum = Of(second);
        var reader = new ByteReader(buffer.Written);
        sum.Read(ref reader);
        reader.Varint().Should().Be(42);
        Written(sum).Should().Equal(Written(Of([.. first, .. second])));

        var skipping = new ByteReader(buffer.Written);
        LatencyHistogram.Skip(ref skipping);
        skipping.Varint().Should().Be(42);
    });

    [Fact]
    public void A_bucket_that_cannot_be_is_damage()
    {
        var buffer = new ByteBuffer();
        buffer.Varint(1);
        buffer.Varint(1_000_000);
        buffer.Varint(1);
        FluentActions.Invoking(() =>
        {
            var reader = new ByteReader(buffer.Written);
            new LatencyHistogram().Read(ref reader);
        }).Should().Throw<DamagedBlockException>();
    }

    private static LatencyHistogram Of(long[] durations)
    {
        var histogram = new LatencyHistogram();
        foreach (long duration in durations)
            histogram.Add(duration);
        return histogram;
    }

    private static byte[] Written(LatencyHistogram histogram)
    {
        var buffer = new ByteBuffer();
        histogram.Write(buffer);
        return buffer.Written.ToArray();
    }
}
