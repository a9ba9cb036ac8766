namespace Mem0Observability.Model;

/// <summary>One log record, from whichever store.</summary>
/// <param name="Timestamp">When it happened, UTC; the store may know it more exactly, see <paramref name="UnixNanoseconds"/>.</param>
/// <param name="Service">The service, for example <c>mem0</c>; empty where the record names none.</param>
/// <param name="Level">Trace, Debug, Information, Warning, Error, Fatal; empty where unknown.</param>
/// <param name="Message">The text, possibly of several lines; redacted on the way in.</param>
/// <param name="TraceId">32 hexadecimal digits; null where the record belongs to no trace.</param>
/// <param name="SpanId">16 hexadecimal digits; null where the record belongs to no span.</param>
/// <param name="RequestId">The <c>X-Request-ID</c> of the request; null where unknown.</param>
/// <param name="Attributes">Further fields by name; values are text, numbers, booleans, lists or dictionaries.</param>
/// <param name="Id">Identifies the record within its store.</param>
/// <param name="UnixNanoseconds">When it happened, nanoseconds since the Unix epoch.</param>
public sealed record LogEntry(
    DateTimeOffset Timestamp,
    string Service,
    string Level,
    string Message,
    string? TraceId,
    string? SpanId,
    string? RequestId,
    IReadOnlyDictionary<string, object?> Attributes,
    string Id,
    long UnixNanoseconds);
