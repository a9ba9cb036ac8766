namespace Mem0Observability.Model;

/// <summary>One span of a trace.</summary>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentSpanId">16 hexadecimal digits; null for a root span.</param>
/// <param name="Service">The service that recorded it.</param>
/// <param name="Name">The operation.</param>
/// <param name="Kind">Internal, Server, Client, Producer, Consumer; empty where unspecified.</param>
/// <param name="StartTime">UTC, to 100 ns; see <paramref name="StartUnixNanoseconds"/>.</param>
/// <param name="Duration">To 100 ns; see <paramref name="DurationNanoseconds"/>.</param>
/// <param name="Status">Unset, Ok, Error.</param>
/// <param name="StatusMessage">Why it failed; empty where nothing was said.</param>
/// <param name="Attributes">By name; values are text, numbers, booleans, lists or dictionaries.</param>
/// <param name="Events">In the order in which they were recorded.</param>
/// <param name="Links">Spans of other traces.</param>
/// <param name="Resource">Attributes of the process that recorded it.</param>
/// <param name="Scope">The instrumentation library; empty where unknown.</param>
public sealed record TraceSpan(
    string TraceId,
    string SpanId,
    string? ParentSpanId,
    string Service,
    string Name,
    string Kind,
    DateTimeOffset StartTime,
    TimeSpan Duration,
    string Status,
    string StatusMessage,
    IReadOnlyDictionary<string, object?> Attributes,
    IReadOnlyList<TraceEvent> Events,
    IReadOnlyList<TraceLink> Links,
    IReadOnlyDictionary<string, object?> Resource,
    string Scope,
    long StartUnixNanoseconds,
    long DurationNanoseconds);

/// <summary>Something that happened at one moment of a span, for example an exception.</summary>
/// <param name="Time">UTC.</param>
/// <param name="Name">What happened.</param>
/// <param name="Attributes">By name.</param>
/// <param name="UnixNanoseconds">The time in nanoseconds since the Unix epoch.</param>
public sealed record TraceEvent(DateTimeOffset Time, string Name, IReadOnlyDictionary<string, object?> Attributes, long UnixNanoseconds);

/// <summary>A span of another trace that this one is related to.</summary>
public sealed record TraceLink(string TraceId, string SpanId, IReadOnlyDictionary<string, object?> Attributes);
