using Mem0Observability.Model;

namespace Mem0Observability.Signals;

/// <summary>The time span of a search for logs, traces or edges; the end is not included.</summary>
internal readonly record struct SearchWindow(DateTimeOffset Start, DateTimeOffset End)
{
    public static TimeSpan Default { get; } = TimeSpan.FromHours(1);

    /// <summary>For what an id names. Stores keep days, so this leaves nothing out unless they were told to keep more than a month.</summary>
    public static TimeSpan ForIds { get; } = TimeSpan.FromDays(31);

    public static SearchWindow Of(DateTimeOffset? start, DateTimeOffset? end, TimeProvider time, TimeSpan length)
    {
        DateTimeOffset to = end ?? time.GetUtcNow();
        DateTimeOffset from = start ?? to - length;
        return from < to ? new(from, to) : throw new StackException(
            "TimeRangeInvalid",
            StackErrorCategory.InvalidArgument,
            $"The range from {from:O} to {to:O} must end after it starts.",
            from);
    }
}
