using System.Text;
using System.Text.Json;

namespace Mem0Observability.Observer.Tail.Formats;

/// <summary>A line that is one JSON object.</summary>
internal sealed class JsonText
{
    private const int MaxDepth = 16;

    // Objects deeper than this stay JSON text.
    private const int MaxFlattened = 4;

    private byte[] _scratch = new byte[1024];
    private bool _body;

    public static bool Looks(ReadOnlySpan<byte> text)
    {
        if (text is not [(byte)'{', ..])
            return false;
        // A Python dictionary begins {'.
        ReadOnlySpan<byte> inner = text[1..].TrimStart(" \t"u8);
        return inner.Length > 0 && inner[0] is (byte)'"' or (byte)'}';
    }

    /// <returns>False where the text is no JSON object; the record may then have been written to.</returns>
    public bool TryWrite(ReadOnlySpan<byte> text, LogRecordWriter record)
    {
        if (_scratch.Length < text.Length)
            _scratch = new byte[text.Length];
        try
        {
            _body = false;
            var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            Fields(ref reader, [], text, record);
            // Something after the object makes it throw.
            reader.Read();
            if (!_body)
                record.Body(text);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private void Fields(scoped ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> text, LogRecordWriter record)
    {
        Span<byte> name = stackalloc byte[256];
        prefix.CopyTo(name);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // A longer name is no name; CopyString would throw.
            bool fits = prefix.Length + reader.ValueSpan.Length <= name.Length;
            int length = prefix.Length + (fits ? reader.CopyString(name[prefix.Length..]) : 0);
            reader.Read();
            if (fits)
                Field(ref reader, name[..length], prefix.Length, text, record);
            else
                reader.Skip();
        }
    }

    private void Field(scoped ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> key, int prefix, ReadOnlySpan<byte> text, LogRecordWriter record)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                String(_scratch.AsSpan(0, reader.CopyString(_scratch)), key, prefix, record);
                break;
            case JsonTokenType.Number:
                Number(reader.ValueSpan, key, record);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                record.Attribute(key, reader.GetBoolean());
                break;
            case JsonTokenType.StartObject when reader.CurrentDepth < MaxFlattened && key.Length < 128:
                // .NET's console puts the named values of the message template under "State".
                Span<byte> inner = stackalloc byte[key.Length + 1];
                key.CopyTo(inner);
                inner[^1] = (byte)'.';
                Fields(ref reader, key.SequenceEqual("State"u8) ? [] : inner, text, record);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (reader.BytesConsumed - start > 2)
                    record.Attribute(key, text[start..(int)reader.BytesConsumed]);
                break;
            default:
                break;
        }
    }

    private void String(ReadOnlySpan<byte> value, ReadOnlySpan<byte> key, int prefix, LogRecordWriter record)
    {
        if (prefix == 0 && FieldNames.IsMessage(key))
        {
            // The first one; .NET repeats it under "State".
            if (!_body)
                record.Body(value);
            _body = true;
        }
        else if (!key.SequenceEqual("{OriginalFormat}"u8))
        {
            FieldNames.Write(key, value, record);
        }
    }

    private static void Number(ReadOnlySpan<byte> value, ReadOnlySpan<byte> key, LogRecordWriter record)
    {
        if (FieldNames.IsLevel(key) && long.TryParse(value, out long level) && Severity.OfNumber(level) is > 0 and byte number)
            record.Level([], number);
        else if (!Ascii.EqualsIgnoreCase(key, "time"u8) && !Ascii.EqualsIgnoreCase(key, "ts"u8))
            record.Number(key, value);
    }
}
