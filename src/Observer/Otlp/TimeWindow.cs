namespace Mem0Observability.Observer.Otlp;

/// <summary>The times that a record may have, in nanoseconds since the Unix epoch.</summary>
/// <remarks>Older ones would be deleted at once; one from 2300 would keep its partition for ever and be the newest line of every search.</remarks>
internal readonly struct TimeWindow(DateTimeOffset now, TimeSpan retention)
{
    /// <summary>For clocks that are ahead, and for local time taken for UTC by one zone.</summary>
    private static readonly TimeSpan s_ahead = TimeSpan.FromHours(1);

    public long Now { get; } = Nanoseconds(now);

    public long Oldest { get; } = Math.Max(0, Nanoseconds(now - retention));

    public long Newest { get; } = Nanoseconds(now + s_ahead);

    public bool Holds(ulong time) => time >= (ulong)Oldest && time <= (ulong)Newest;

    private static long Nanoseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
