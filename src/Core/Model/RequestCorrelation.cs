namespace Mem0Observability.Model;

/// <summary>One request, as all signals saw it.</summary>
/// <param name="RequestId">Its <c>X-Request-ID</c>; null where no record of it has one.</param>
/// <param name="TraceIds">Its traces, also those that only log records name; usually one.</param>
/// <param name="StartTime">Of its first span, or of its first log record where there is no span; UTC.</param>
/// <param name="Duration">From there to the end of the last span or log record.</param>
/// <param name="Services">Those with spans or log records, in the order of their first one.</param>
/// <param name="Traces">Oldest first.</param>
/// <param name="Logs">Oldest first; at most 1,000.</param>
/// <param name="Metrics">Of its services, for the minute in which it started.</param>
/// <param name="Alerts">Those that were firing in that minute.</param>
/// <param name="Problems">What could not be asked or was not found, so that something may be missing above; empty where all is there.</param>
public sealed record RequestCorrelation(
    string? RequestId,
    IReadOnlyList<string> TraceIds,
    DateTimeOffset StartTime,
    TimeSpan Duration,
    IReadOnlyList<string> Services,
    IReadOnlyList<Trace> Traces,
    IReadOnlyList<LogEntry> Logs,
    IReadOnlyList<ServiceMinute> Metrics,
    IReadOnlyList<AlertStatus> Alerts,
    IReadOnlyList<string> Problems)
{
    /// <summary>The spans of all its traces, by start time.</summary>
    public IReadOnlyList<TraceSpan> Spans => [.. Traces.SelectMany(t => t.Spans).OrderBy(s => s.StartUnixNanoseconds)];

    /// <summary>All of it as lines of text, the first 50 log records and 200 spans of each trace.</summary>
    /// <param name="width">Of the console, in characters.</param>
    public string ToText(int width = 120) => CorrelationText.Write(this, width);
}
