using System.Text.Json;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Otlp.Json;

/// <summary>Rewrites OTLP's JSON as protobuf, token by token, so that there is one decoder.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding</remarks>
internal static class JsonTranscoder
{
    /// <summary>Each of the <see cref="OtlpValue.MaxDepth"/> values takes up to four levels here, and some lie above them.</summary>
    private const int MaxDepth = (4 * OtlpValue.MaxDepth) + 16;

    /// <exception cref="MalformedProtobufException">The text is no such message.</exception>
    public static void Transcode(JsonMessage schema, ReadOnlySpan<byte> json, ProtoWriter output)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            CopyMessage(ref reader, schema, output);
            // Anything after the object is an exception.
            reader.Read();
        }
        catch (JsonException)
        {
            // The reader's own message may quote the text.
            throw Malformed(ref reader, "no valid JSON");
        }
    }

    private static void CopyMessage(ref Utf8JsonReader reader, JsonMessage schema, ProtoWriter output)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Malformed(ref reader, "something else where an object is expected");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            // A name with escapes is none of ours.
            var field = reader.ValueIsEscaped ? null : schema.Find(reader.ValueSpan);
            reader.Read();
            if (field is null)
                reader.Skip();
            else if (reader.TokenType != JsonTokenType.Null)
                CopyField(ref reader, field, output);
        }
    }

    private static void CopyField(ref Utf8JsonReader reader, JsonField field, ProtoWriter output)
    {
        if (!field.Repeated)
        {
            CopyOne(ref reader, field, output);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
            throw Malformed(ref reader, "something else where a list is expected");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            CopyOne(ref reader, field, output);
    }

    private static void CopyOne(ref Utf8JsonReader reader, JsonField field, ProtoWriter output)
    {
        if (field.Message is { } schema)
        {
            var start = output.BeginMessage(field.Number);
            CopyMessage(ref reader, schema, output);
            output.EndMessage(start);
            return;
        }

        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray || !JsonScalars.TryCopy(ref reader, field, output))
            throw Malformed(ref reader, $"no value for field {field.Number}");
    }

    private static MalformedProtobufException Malformed(ref Utf8JsonReader reader, string what) => new($"{what} at byte {reader.BytesConsumed}");
}
