namespace Mem0Observability.Signals;

/// <summary>OTLP's times (nanoseconds since 1970) and .NET's (100 ns since the year 1), which lose the last two digits.</summary>
internal static class UnixNanoseconds
{
    private const long PerTick = TimeSpan.NanosecondsPerTick;

    public static DateTimeOffset ToTime(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / PerTick);

    public static TimeSpan ToDuration(long nanoseconds) => new(nanoseconds / PerTick);

    /// <summary>The nearest that a signed number can hold (1677 to 2262) for times beyond.</summary>
    public static long Of(DateTimeOffset time) => Of(time - DateTimeOffset.UnixEpoch);

    public static long Of(TimeSpan duration)
    {
        Int128 exact = (Int128)duration.Ticks * PerTick;
        return (long)Int128.Clamp(exact, long.MinValue, long.MaxValue);
    }

    /// <summary>OTLP's unsigned time; what is beyond 2262 becomes the last moment that can be kept.</summary>
    public static long Of(ulong nanoseconds) => (long)Math.Min(nanoseconds, long.MaxValue);
}
