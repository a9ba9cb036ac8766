using System.Numerics;
using Mem0Observability.Observer.Store.Engine;

namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>Counts durations in buckets that grow by a sixteenth of a doubling, so that a percentile is exact to 5 %.</summary>
internal sealed class LatencyHistogram
{
    /// <summary>Buckets per doubling.</summary>
    private const int Steps = 16;

    /// <summary>2^63 ns and below.</summary>
    private const int Buckets = 64 * Steps;

    /// <summary>Counts of the buckets from <see cref="_first"/> on, as far as there was something to count.</summary>
    private long[] _counts = [];

    private int _first;

    public long Count { get; private set; }

    public void Add(long nanoseconds) => Add(Bucket(nanoseconds), 1);

    /// <param name="quantile">From 0 to 1.</param>
    /// <returns>The middle of the bucket that the quantile falls into; zero where nothing was counted.</returns>
    public TimeSpan Quantile(double quantile)
    {
        double wanted = quantile * Count;
        long seen = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen > 0 && seen >= wanted)
                return TimeSpan.FromTicks((long)(Middle(_first + i) / 100));
        }

        return TimeSpan.Zero;
    }

    public void Write(ByteBuffer target)
    {
        target.Varint((ulong)_counts.Count(c => c != 0));
        int before = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] == 0)
                continue;
            target.Varint((ulong)(_first + i - before));
            target.Varint((ulong)_counts[i]);
            before = _first + i;
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

    /// <summary>Passes over what <see cref="Write"/> wrote.</summary>
    public static void Skip(ref ByteReader source)
    {
        for (ulong i = source.Varint() * 2; i > 0; i--)
            source.Varint();
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
        if ((uint)bucket >= Buckets)
            throw new DamagedBlockException("a duration outside of every bucket");
        if ((uint)(bucket - _first) >= (uint)_counts.Length)
            Cover(bucket);
        _counts[bucket - _first] += count;
        Count += count;
    }

    private void Cover(int bucket)
    {
        // A doubling to either side: durations of one operation lie close together.
        int first = Math.Max(0, Math.Min(bucket - Steps, _counts.Length == 0 ? bucket : _first));
        int end = Math.Min(Buckets, Math.Max(bucket + Steps, _first + _counts.Length));
        var counts = new long[end - first];
        if (_counts.Length > 0)
            _counts.CopyTo(counts, _first - first);
        (_counts, _first) = (counts, first);
    }
}
