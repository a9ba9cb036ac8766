namespace Mem0Observability.Model;

/// <summary>How many log records of one level fell into one minute.</summary>
/// <param name="Minute">Start of the minute, UTC.</param>
/// <param name="Level">As in <see cref="LogEntry.Level"/>.</param>
public sealed record LogCount(DateTimeOffset Minute, string Level, long Count);
