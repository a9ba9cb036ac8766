using System.Text;

namespace Mem0Observability.Observer.Tail.Formats;

/// <summary>What the fields of structured logs mean: structlog, python-json-logger, .NET's JSON console, Serilog, pino, zap, logrus, ECS, OpenTelemetry.</summary>
internal static class FieldNames
{
    public static bool IsMessage(ReadOnlySpan<byte> key) =>
        Is(key, "msg"u8) || Is(key, "message"u8) || Is(key, "event"u8) || Is(key, "@m"u8) || Is(key, "@mt"u8);

    /// <summary>Writes a text field to where it belongs, else as an attribute under its own name.</summary>
    public static void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, LogRecordWriter record)
    {
        if (IsLevel(key) && Severity.Number(value) != 0)
            record.Level(value);
        else if (IsTime(key))
            return;
        else if (value.Length == 32 && (Is(key, "trace_id"u8) || Is(key, "traceid"u8) || Is(key, "oteltraceid"u8) || Is(key, "trace.id"u8) || Is(key, "@tr"u8)))
            record.TraceId(value);
        else if (value.Length == 16 && (Is(key, "span_id"u8) || Is(key, "spanid"u8) || Is(key, "otelspanid"u8) || Is(key, "span.id"u8) || Is(key, "@sp"u8)))
            record.SpanId(value);
        else if (Is(key, "request_id"u8) || Is(key, "requestid"u8) || Is(key, "x-request-id"u8) || Is(key, "http.request.id"u8))
            record.RequestId(value);
        else if (Is(key, "exception"u8) || Is(key, "exc_info"u8) || Is(key, "stack_trace"u8) || Is(key, "error.stack_trace"u8) || Is(key, "@x"u8))
            record.Attribute("exception.stacktrace"u8, value);
        else
            record.Attribute(key, value);
    }

    public static bool IsLevel(ReadOnlySpan<byte> key) =>
        Is(key, "level"u8) || Is(key, "loglevel"u8) || Is(key, "severity"u8) || Is(key, "levelname"u8) || Is(key, "lvl"u8) || Is(key, "log.level"u8)
        || Is(key, "severity_text"u8) || Is(key, "severitytext"u8) || Is(key, "@l"u8);

    // The engine's time is used: it is always there, always UTC, and the same clock for all containers.
    private static bool IsTime(ReadOnlySpan<byte> key) =>
        Is(key, "time"u8) || Is(key, "ts"u8) || Is(key, "timestamp"u8) || Is(key, "@timestamp"u8) || Is(key, "asctime"u8) || Is(key, "t"u8) || Is(key, "@t"u8);

    private static bool Is(ReadOnlySpan<byte> key, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(key, name);
}
