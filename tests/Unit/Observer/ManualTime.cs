namespace Mem0Observability.Tests.Unit.Observer;

/// <summary>A clock that moves only when it is told to; wall clock and monotonic clock can be moved apart.</summary>
internal sealed class ManualTime : TimeProvider
{
    private TimeSpan _monotonic = TimeSpan.FromDays(1);

    public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => _monotonic.Ticks;

    public void Advance(TimeSpan time)
    {
        Now += time;
        _monotonic += time;
    }
}
