namespace Mem0Observability.Tests.Load;

/// <summary>An OTLP request that is built once and gets new ids and times for every send, so that the load costs its sender little.</summary>
internal interface IPayload
{
    /// <summary>As sent; the same array every time.</summary>
    byte[] Bytes { get; }

    int Rows { get; }

    /// <summary>Ids come from the batch's number; times are spread evenly over the window.</summary>
    void Renew(long batch, TimeWindow window);
}

/// <summary>Nanoseconds since the Unix epoch.</summary>
internal readonly record struct TimeWindow(long Start, long Length)
{
    public static long Nanoseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>The last second: what a sender that exports at once would send.</summary>
    public static TimeWindow Now => new(Nanoseconds(DateTimeOffset.UtcNow) - 1_000_000_000, 1_000_000_000);

    public long At(int item, int of) => Start + (long)((double)Length / of * item);

    /// <summary>One of many equal parts.</summary>
    public TimeWindow Part(double from, double to) => new(Start + (long)(Length * from), (long)(Length * (to - from)));
}
