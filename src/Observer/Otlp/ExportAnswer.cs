using System.Text.Json;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Otlp;

/// <summary>The <c>Export…ServiceResponse</c>: empty, or with <c>partial_success</c>.</summary>
internal static class ExportAnswer
{
    public static byte[] Protobuf(Rejections rejections)
    {
        if (rejections.Total == 0)
            return [];
        var writer = new ProtoWriter(256);
        var partial = writer.BeginMessage(1);
        writer.Varint(1, (ulong)rejections.Total);
        writer.Text(2, rejections.Describe());
        writer.EndMessage(partial);
        return writer.Written.ToArray();
    }

    public static byte[] Json(OtlpSignal signal, Rejections rejections)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (rejections.Total > 0)
            {
                json.WriteStartObject("partialSuccess");
                // 64-bit numbers are strings in protobuf's JSON.
                json.WriteString(RejectedName(signal), $"{rejections.Total}");
                json.WriteString("errorMessage", rejections.Describe());
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static string RejectedName(OtlpSignal signal) => signal switch
    {
        OtlpSignal.Traces => "rejectedSpans",
        OtlpSignal.Logs => "rejectedLogRecords",
        _ => "rejectedDataPoints",
    };
}
