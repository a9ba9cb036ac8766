using System.Globalization;
using System.Text;
using System.Text.Json;
using Mem0Observability.Model;
using Mem0Observability.Signals.Traces;

namespace Mem0Observability.Observer.Query;

/// <summary>Writes traces in OTLP's JSON form: ids hexadecimal, 64-bit numbers as text, enums as numbers, what is empty left out.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding</remarks>
internal static class OtlpJsonWriter
{
    /// <summary>An object with <c>resourceSpans</c>.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<Trace> traces)
    {
        json.WriteStartObject();
        json.WriteStartArray("resourceSpans");
        foreach (Trace trace in traces)
        {
            foreach (IGrouping<string, TraceSpan> group in Grouped(trace))
                WriteResource(json, [.. group]);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Spans of one process together: the dictionaries may be equal without being the same, so their text decides.</summary>
    private static IEnumerable<IGrouping<string, TraceSpan>> Grouped(Trace trace)
    {
        var texts = new Dictionary<object, string>(ReferenceEqualityComparer.Instance);
        return trace.Spans.GroupBy(span =>
        {
            if (!texts.TryGetValue(span.Resource, out string? text))
                texts.Add(span.Resource, text = Text(span.Resource));
            return text;
        });
    }

    private static string Text(IReadOnlyDictionary<string, object?> resource)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartArray();
            foreach ((string key, object? value) in resource.OrderBy(a => a.Key, StringComparer.Ordinal))
                WritePair(json, key, value);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(text.GetBuffer().AsSpan(0, (int)text.Length));
    }

    private static void WriteResource(Utf8JsonWriter json, TraceSpan[] spans)
    {
        json.WriteStartObject();
        json.WriteStartObject("resource");
        WriteAttributes(json, spans[0].Resource);
        json.WriteEndObject();
        json.WriteStartArray("scopeSpans");
        foreach (IGrouping<string, TraceSpan> scope in spans.GroupBy(s => s.Scope, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteStartObject("scope");
            WriteText(json, "name", scope.Key);
            json.WriteEndObject();
            json.WriteStartArray("spans");
            foreach (TraceSpan span in scope)
                WriteSpan(json, span);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSpan(Utf8JsonWriter json, TraceSpan span)
    {
        json.WriteStartObject();
        json.WriteString("traceId", span.TraceId);
        json.WriteString("spanId", span.SpanId);
        WriteText(json, "parentSpanId", span.ParentSpanId);
        json.WriteString("name", span.Name);
        if (SpanKinds.Number(span.Kind) is > 0 and var kind)
            json.WriteNumber("kind", kind);
        WriteTime(json, "startTimeUnixNano", span.StartUnixNanoseconds);
        WriteTime(json, "endTimeUnixNano", span.StartUnixNanoseconds + Math.Min(span.DurationNanoseconds, long.MaxValue - span.StartUnixNanoseconds));
        WriteAttributes(json, span.Attributes);
        WriteList(json, "events", span.Events, WriteEvent);
        WriteList(json, "links", span.Links, WriteLink);
        json.WriteStartObject("status");
        WriteText(json, "message", span.StatusMessage);
        if (SpanStatuses.Number(span.Status) is > 0 and var code)
            json.WriteNumber("code", code);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteEvent(Utf8JsonWriter json, TraceEvent recorded)
    {
        json.WriteStartObject();
        WriteTime(json, "timeUnixNano", recorded.UnixNanoseconds);
        json.WriteString("name", recorded.Name);
        WriteAttributes(json, recorded.Attributes);
        json.WriteEndObject();
    }

    private static void WriteLink(Utf8JsonWriter json, TraceLink link)
    {
        json.WriteStartObject();
        json.WriteString("traceId", link.TraceId);
        json.WriteString("spanId", link.SpanId);
        WriteAttributes(json, link.Attributes);
        json.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter json, IReadOnlyDictionary<string, object?> attributes) =>
        WriteList(json, "attributes", attributes, static (json, pair) => WritePair(json, pair.Key, pair.Value));

    private static void WriteList<T>(Utf8JsonWriter json, string name, IReadOnlyCollection<T> items, Action<Utf8JsonWriter, T> write)
    {
        if (items.Count == 0)
            return;

        json.WriteStartArray(name);
        foreach (T item in items)
            write(json, item);
        json.WriteEndArray();
    }

    private static void WritePair(Utf8JsonWriter json, string key, object? value)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WritePropertyName("value");
        WriteValue(json, value);
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        json.WriteStartObject();
        switch (value)
        {
            case null:
                break;
            case string text:
                json.WriteString("stringValue", text);
                break;
            case bool flag:
                json.WriteBoolean("boolValue", flag);
                break;
            case long whole:
                json.WriteString("intValue", whole.ToString(CultureInfo.InvariantCulture));
                break;
            case double number when double.IsFinite(number):
                json.WriteNumber("doubleValue", number);
                break;
            case double special:
                // As protobuf's JSON mapping spells NaN, Infinity and -Infinity.
                json.WriteString("doubleValue", special.ToString(CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                json.WriteBase64String("bytesValue", bytes);
                break;
            case IReadOnlyDictionary<string, object?> map:
                json.WriteStartObject("kvlistValue");
                WriteList(json, "values", map, static (json, pair) => WritePair(json, pair.Key, pair.Value));
                json.WriteEndObject();
                break;
            case IReadOnlyList<object?> list:
                json.WriteStartObject("arrayValue");
                WriteList(json, "values", list, WriteValue);
                json.WriteEndObject();
                break;
            default:
                throw new ArgumentException($"An attribute cannot hold a {value.GetType().Name}.", nameof(value));
        }

        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, long nanoseconds) =>
        json.WriteString(name, nanoseconds.ToString(CultureInfo.InvariantCulture));

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            json.WriteString(name, value);
    }
}
