using System.Numerics;

namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>Counts durations in buckets that grow by a sixteenth of a doubling, so that a percentile is exact to 5 %.</summary>
internal sealed class LatencyHistogram
{
    /// <summary>Buckets per doubling.</summary>
    private const int Steps = 16;

    /// <summary>2^63 ns and below.</summary>
    private const int Buckets = 64 * Steps;

    private readonly SortedDictionary<int, long> _counts = [];

    public long Count { get; private set; }

    public void Add(long nanoseconds) => Add(Bucket(nanoseconds), 1);

    public void Add(LatencyHistogram other)
    {
        foreach (var (bucket, count) in other._counts)
            Add(bucket, count);
    }

    /// <param name="quantile">From 0 to 1.</param>
    /// <returns>The middle of the bucket that the quantile falls into; zero where nothing was counted.</returns>
    public TimeSpan Quantile(double quantile)
    {
        double wanted = quantile * Count;
        long seen = 0;
        foreach (var (bucket, count) in _counts)
        {
            seen += count;
            if (seen >= wanted)
                return TimeSpan.FromTicks((long)(Middle(bucket) / 100));
        }

        return TimeSpan.Zero;
    }

    public void Write(ByteBuffer target)
    {
        target.Varint((ulong)_counts.Count);
        int before = 0;
        foreach (var (bucket, count) in _counts)
        {
            target.Varint((ulong)(bucket - before));
            target.Varint((ulong)count);
            before = bucket;
        }
    }

    /// <summary>Adds what <see cref="Write"/> wrote.</summary>
    public void Read(ref ByteReader source)
    {
        ulong entries = source.Varint();
        int bucket = 0;
        for (ulong i = 0; i < entries; i++)
        {
            bucket += (int)source.Varint();
            Add(bucket, (long)source.Varint());
        }
    }

    /// <summary>The exponent of two, and the four bits after the leading one.</summary>
    public static int Bucket(long nanoseconds)
    {
        if (nanoseconds < Steps)
            return (int)Math.Max(nanoseconds, 0);
        int exponent = BitOperations.Log2((ulong)nanoseconds);
        int step = (int)((ulong)nanoseconds >> (exponent - 4)) & (Steps - 1);
        return Math.Min((exponent * Steps) + step, Buckets - 1);
    }

    private static double Middle(int bucket)
    {
        if (bucket < Steps)
            return bucket;
        double low = Math.ScaleB(1 + ((bucket % Steps) / (double)Steps), bucket / Steps);
        return low * (1 + (0.5 / Steps));
    }

    private void Add(int bucket, long count)
    {
        _counts[bucket] = _counts.GetValueOrDefault(bucket) + count;
        Count += count;
    }
}
