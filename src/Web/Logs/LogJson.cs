using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mem0Observability.Model;
using Mem0Observability.Signals;

namespace Mem0Observability.Web.Logs;

/// <summary>A whole record as formatted JSON.</summary>
internal static class LogJson
{
    // The page encodes what it shows; here quotes and letters stay readable.
    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(LogEntry entry)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", entry.Timestamp.UtcDateTime);
            json.WriteNumber("unixNanoseconds", entry.UnixNanoseconds);
            Write(json, "service", entry.Service);
            Write(json, "level", entry.Level);
            json.WriteString("message", entry.Message);
            Write(json, "traceId", entry.TraceId);
            Write(json, "spanId", entry.SpanId);
            Write(json, "requestId", entry.RequestId);
            json.WritePropertyName("attributes");
            PlainJson.Write(json, entry.Attributes);
            json.WriteString("id", entry.Id);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            json.WriteString(name, value);
    }
}
