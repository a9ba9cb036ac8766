using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Otlp.Json;

/// <summary>Writes the value at which the reader stands.</summary>
internal static class JsonScalars
{
    /// <returns>False where the value is none for the field.</returns>
    public static bool TryCopy(ref Utf8JsonReader reader, JsonField field, ProtoWriter output) => field.Kind switch
    {
        JsonKind.Text => TryText(ref reader, field.Number, output),
        JsonKind.Hex => TryHex(ref reader, field.Number, output),
        JsonKind.Base64 => TryBase64(ref reader, field.Number, output),
        JsonKind.Double => TryDouble(ref reader, field.Number, output),
        JsonKind.Bool => TryBool(ref reader, field.Number, output),
        JsonKind.Enum => TryEnum(ref reader, field, output),
        _ => TryNumber(ref reader, field, output),
    };

    private static bool TryText(ref Utf8JsonReader reader, int field, ProtoWriter output)
    {
        if (reader.TokenType != JsonTokenType.String)
            return false;
        if (!reader.ValueIsEscaped)
        {
            output.Bytes(field, reader.ValueSpan);
            return true;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            output.Bytes(field, buffer.AsSpan(0, reader.CopyString(buffer)));
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which no UTF-8 can hold.
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool TryHex(ref Utf8JsonReader reader, int field, ProtoWriter output)
    {
        Span<byte> id = stackalloc byte[16];
        if (!IsPlainText(ref reader)
            || Convert.FromHexString(reader.ValueSpan, id, out var consumed, out var written) != OperationStatus.Done
            || consumed != reader.ValueSpan.Length)
        {
            return false;
        }

        output.Bytes(field, id[..written]);
        return true;
    }

    private static bool TryBase64(ref Utf8JsonReader reader, int field, ProtoWriter output)
    {
        if (!IsPlainText(ref reader))
            return false;
        if (reader.TryGetBytesFromBase64(out var bytes))
        {
            output.Bytes(field, bytes);
            return true;
        }

        // Protobuf's JSON takes the URL alphabet too, with and without padding.
        if (!Base64Url.IsValid(reader.ValueSpan))
            return false;
        output.Bytes(field, Base64Url.DecodeFromUtf8(reader.ValueSpan));
        return true;
    }

    private static bool TryBool(ref Utf8JsonReader reader, int field, ProtoWriter output)
    {
        if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
            return false;
        output.Varint(field, reader.GetBoolean() ? 1u : 0u);
        return true;
    }

    private static bool TryDouble(ref Utf8JsonReader reader, int field, ProtoWriter output)
    {
        // NaN, Infinity and -Infinity come as strings.
        if (!IsNumberOrPlainText(ref reader)
            || !double.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        output.Fixed64(field, BitConverter.DoubleToUInt64Bits(value));
        return true;
    }

    private static bool TryEnum(ref Utf8JsonReader reader, JsonField field, ProtoWriter output)
    {
        for (var value = 0; reader.TokenType == JsonTokenType.String && value < field.Values.Count; value++)
        {
            if (!reader.ValueTextEquals(field.Values[value]))
                continue;
            output.Varint(field.Number, (ulong)value);
            return true;
        }

        return TryNumber(ref reader, field, output);
    }

    private static bool TryNumber(ref Utf8JsonReader reader, JsonField field, ProtoWriter output)
    {
        if (!IsNumberOrPlainText(ref reader) || !TryInteger(reader.ValueSpan, out var value))
            return false;
        if (field.Kind == JsonKind.Fixed64)
            output.Fixed64(field.Number, value);
        else if (field.Kind == JsonKind.Fixed32)
            output.Fixed32(field.Number, (uint)value);
        else
            output.Varint(field.Number, value);
        return true;
    }

    private static bool TryInteger(ReadOnlySpan<byte> text, out ulong value)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var signed))
        {
            value = (ulong)signed;
            return true;
        }

        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value))
            return true;
        // 1.7e18 and 5.0 are whole numbers to a sender that knows only doubles.
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            || exact != decimal.Truncate(exact) || exact is < long.MinValue or > ulong.MaxValue)
        {
            return false;
        }

        value = exact < 0 ? (ulong)(long)exact : (ulong)exact;
        return true;
    }

    private static bool IsNumberOrPlainText(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Number || IsPlainText(ref reader);

    private static bool IsPlainText(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped;
}
