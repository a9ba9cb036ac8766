using System.Buffers;

namespace Mem0Observability.Observer.Tail.Formats;

/// <summary>What can stand in any line that is not structured: ids as OpenTelemetry's Python logging writes them, and tracebacks.</summary>
internal static class PlainText
{
    // The ids stand in front of the message.
    private const int Head = 512;

    private static readonly SearchValues<byte> s_hex = SearchValues.Create("0123456789abcdefABCDEF"u8);

    public static void Write(ReadOnlySpan<byte> text, LogRecordWriter record)
    {
        ReadOnlySpan<byte> head = text[..Math.Min(text.Length, Head)];
        record.TraceId(Value(head, "trace_id="u8));
        record.SpanId(Value(head, "span_id="u8));
        if (Traceback.TryFindException(text, out ReadOnlySpan<byte> type))
        {
            record.Attribute("exception.type"u8, type);
            // One that nobody caught has no level of its own.
            record.Level([], Severity.Error);
        }
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        int at = text.IndexOf(name);
        if (at < 0)
            return [];
        ReadOnlySpan<byte> value = text[(at + name.Length)..];
        int length = value.IndexOfAnyExcept(s_hex);
        return length < 0 ? value : value[..length];
    }
}
