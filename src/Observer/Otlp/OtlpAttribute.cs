using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Otlp;

/// <summary>A checked <c>KeyValue</c>.</summary>
internal readonly ref struct OtlpAttribute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text)
{
    public ReadOnlySpan<byte> Key { get; } = key;

    /// <summary>The value where it is a text; else empty.</summary>
    public ReadOnlySpan<byte> Text { get; } = text;

    public static OtlpAttribute Read(ReadOnlySpan<byte> message, int depth = 1)
    {
        ReadOnlySpan<byte> key = default;
        ReadOnlySpan<byte> text = default;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            switch (field)
            {
                case 1:
                    key = reader.Text(type);
                    break;
                case 2:
                    text = OtlpValue.Read(reader.Message(type), depth);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return new OtlpAttribute(key, text);
    }
}
