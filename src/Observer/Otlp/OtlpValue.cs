using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Otlp;

/// <summary>Checks an <c>AnyValue</c> with everything in it.</summary>
internal static class OtlpValue
{
    /// <summary>Values within values; protobuf parsers stop at a hundred messages, which are 33 of these.</summary>
    public const int MaxDepth = 32;

    /// <param name="depth">1 for the value of an attribute or a body.</param>
    /// <returns>The text, where the value is one; else empty.</returns>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> message, int depth = 1)
    {
        if (depth > MaxDepth)
            throw new MalformedProtobufException($"values nested more than {MaxDepth} deep");

        ReadOnlySpan<byte> text = default;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            // One of these; of several the last counts.
            if (field is >= 1 and <= 7)
                text = default;
            switch (field)
            {
                case 1:
                    text = reader.Text(type);
                    break;
                case 2 or 3:
                    reader.Number(type);
                    break;
                case 4:
                    reader.Fixed64(type);
                    break;
                case 5:
                    ReadList(reader.Message(type), depth);
                    break;
                case 6:
                    ReadMap(reader.Message(type), depth);
                    break;
                case 7:
                    reader.Message(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return text;
    }

    private static void ReadList(ReadOnlySpan<byte> message, int depth)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == 1)
                Read(reader.Message(type), depth + 1);
            else
                reader.Skip(type);
        }
    }

    private static void ReadMap(ReadOnlySpan<byte> message, int depth)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var type))
        {
            if (field == 1)
                OtlpAttribute.Read(reader.Message(type), depth + 1);
            else
                reader.Skip(type);
        }
    }
}
