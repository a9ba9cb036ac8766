using System.Text;

namespace Mem0Observability.Observer.Wire;

/// <summary>
/// Reads OTLP's <c>KeyValue</c> and <c>AnyValue</c> into .NET values: text, bool, long, double, lists, dictionaries; bytes become base64 text.
/// </summary>
internal static class OtlpValues
{
    /// <summary>The intake takes nothing deeper than half of this; here it only protects the stack from a damaged file.</summary>
    private const int MaxDepth = 64;

    /// <summary>What is no UTF-8 becomes U+FFFD.</summary>
    public static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    public static void AddAttribute(Dictionary<string, object?> attributes, ReadOnlySpan<byte> keyValue) => Add(attributes, keyValue, 0);

    public static object? Value(ReadOnlySpan<byte> anyValue) => Value(anyValue, 0);

    private static void Add(Dictionary<string, object?> attributes, ReadOnlySpan<byte> keyValue, int depth)
    {
        string key = "";
        object? value = null;
        var reader = new ProtoReader(keyValue);
        while (reader.TryReadTag(out int field, out WireType type))
        {
            switch (field, type)
            {
                case (1, WireType.Bytes):
                    key = Text(reader.ReadBytes());
                    break;
                case (2, WireType.Bytes):
                    value = Value(reader.ReadBytes(), depth);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        attributes[key] = value;
    }

    private static object? Value(ReadOnlySpan<byte> anyValue, int depth)
    {
        if (depth > MaxDepth)
            throw new MalformedProtobufException($"a value nested more than {MaxDepth} deep");

        object? value = null;
        var reader = new ProtoReader(anyValue);
        while (reader.TryReadTag(out int field, out WireType type))
        {
            switch (field, type)
            {
                case (1, WireType.Bytes):
                    value = Text(reader.ReadBytes());
                    break;
                case (2, WireType.Varint):
                    value = reader.ReadVarint() != 0;
                    break;
                case (3, WireType.Varint):
                    value = (long)reader.ReadVarint();
                    break;
                case (4, WireType.Fixed64):
                    value = BitConverter.UInt64BitsToDouble(reader.ReadFixed64());
                    break;
                case (5, WireType.Bytes):
                    value = List(reader.ReadBytes(), depth + 1);
                    break;
                case (6, WireType.Bytes):
                    value = Map(reader.ReadBytes(), depth + 1);
                    break;
                case (7, WireType.Bytes):
                    value = Convert.ToBase64String(reader.ReadBytes());
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return value;
    }

    private static List<object?> List(ReadOnlySpan<byte> arrayValue, int depth)
    {
        var values = new List<object?>();
        var reader = new ProtoReader(arrayValue);
        while (reader.TryReadTag(out int field, out WireType type))
        {
            if (field == 1 && type == WireType.Bytes)
                values.Add(Value(reader.ReadBytes(), depth));
            else
                reader.Skip(type);
        }

        return values;
    }

    private static Dictionary<string, object?> Map(ReadOnlySpan<byte> keyValueList, int depth)
    {
        var values = new Dictionary<string, object?>();
        var reader = new ProtoReader(keyValueList);
        while (reader.TryReadTag(out int field, out WireType type))
        {
            if (field == 1 && type == WireType.Bytes)
                Add(values, reader.ReadBytes(), depth);
            else
                reader.Skip(type);
        }

        return values;
    }
}
