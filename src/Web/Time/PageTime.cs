namespace Mem0Observability.Web.Time;

/// <summary>The time that the page shows; a new one with each refresh, so that whatever loads knows that it must load again.</summary>
/// <param name="Range">As the address has it.</param>
/// <param name="Start">Of the range, fixed when it was taken.</param>
/// <param name="End">Likewise.</param>
public sealed record PageTime(TimeRange Range, DateTimeOffset Start, DateTimeOffset End)
{
    public TimeSpan Length => End - Start;
}
