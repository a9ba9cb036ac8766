using System.Text.Encodings.Web;
using System.Text.Json;
using Mem0Observability.Model;
using Mem0Observability.Signals;
using Mem0Observability.Signals.Logs;

namespace Mem0Observability.Observer.Wire;

/// <summary>Log records.</summary>
/// <remarks>https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/logs/v1/logs.proto</remarks>
internal static partial class OtlpModel
{
    /// <summary>Read by people in a terminal, never put into a page unescaped.</summary>
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="context">Read once for all records that share it.</param>
    public static LogEntry Log(ReadOnlySpan<byte> record, OtlpContext context, string id)
    {
        string? traceId = null, spanId = null;
        string severityText = "", eventName = "";
        ulong time = 0, observed = 0, severity = 0;
        object? body = null;
        var attributes = new Dictionary<string, object?>();
        var reader = new ProtoReader(record);
        while (reader.TryReadTag(out int field, out WireType type))
        {
            switch (field, type)
            {
                case (1, WireType.Fixed64):
                    time = reader.ReadFixed64();
                    break;
                case (2, WireType.Varint):
                    severity = reader.ReadVarint();
                    break;
                case (3, WireType.Bytes):
                    severityText = OtlpValues.Text(reader.ReadBytes());
                    break;
                case (5, WireType.Bytes):
                    body = OtlpValues.Value(reader.ReadBytes());
                    break;
                case (6, WireType.Bytes):
                    OtlpValues.AddAttribute(attributes, reader.ReadBytes());
                    break;
                case (9, WireType.Bytes):
                    traceId = Id(reader.ReadBytes());
                    break;
                case (10, WireType.Bytes):
                    spanId = Id(reader.ReadBytes());
                    break;
                case (11, WireType.Fixed64):
                    observed = reader.ReadFixed64();
                    break;
                case (12, WireType.Bytes):
                    eventName = OtlpValues.Text(reader.ReadBytes());
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        AddContext(attributes, context);
        if (eventName.Length > 0)
            attributes.TryAdd("event.name", eventName);
        string? requestId = RequestIds.Take(attributes);
        string level = LogLevels.Of((long)Math.Min(severity, long.MaxValue));
        long happened = UnixNanoseconds.Of(time != 0 ? time : observed);
        return new LogEntry(
            UnixNanoseconds.ToTime(happened),
            context.Service,
            level.Length > 0 ? level : LogLevels.OfText(severityText),
            Message(body),
            traceId,
            spanId,
            requestId,
            attributes,
            id,
            happened);
    }

    /// <summary>Of the resource only what tells one instance from another; the rest is the same in every line.</summary>
    private static void AddContext(Dictionary<string, object?> attributes, OtlpContext context)
    {
        foreach ((string key, object? value) in context.Resource)
        {
            if (key == "container.name" || (key.StartsWith("service.", StringComparison.Ordinal) && key != "service.name"))
                attributes.TryAdd(key, value);
        }
    }

    private static string Message(object? body)
    {
        if (body is null or string)
            return (string?)body ?? "";

        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text, s_readable))
            PlainJson.Write(writer, body);
        return OtlpValues.Text(text.GetBuffer().AsSpan(0, (int)text.Length));
    }
}
