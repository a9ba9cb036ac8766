using System.Buffers.Text;
using System.Globalization;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>Finds what a log record can be searched by: the words of its body, its attributes, its trace and its request.</summary>
internal static class LogTerms
{
    private const int BodyField = 5;
    private const int AttributesField = 6;

    /// <summary>Calls <paramref name="add"/> with each term of the record; a word that comes twice is given twice.</summary>
    public static void Visit(ReadOnlySpan<byte> record, in LogRow row, Action<uint> add)
    {
        if (row.TraceLow != 0)
            add(Tokenizer.HashKey(row.TraceLow));
        if (row.Request != 0)
            add(Tokenizer.HashKey(row.Request));

        var reader = new ProtoReader(record);
        while (reader.TryReadTag(out int field, out WireType type))
        {
            if (field == BodyField && type == WireType.Bytes)
                VisitBody(reader.ReadBytes(), add);
            else if (field == AttributesField && type == WireType.Bytes)
                VisitAttribute(reader.ReadBytes(), add);
            else
                reader.Skip(type);
        }
    }

    /// <summary>An attribute of a resource or record, as <c>KeyValue</c> message.</summary>
    public static void VisitAttribute(ReadOnlySpan<byte> keyValue, Action<uint> add)
    {
        ReadOnlySpan<byte> key = default;
        ReadOnlySpan<byte> value = default;
        var reader = new ProtoReader(keyValue);
        while (reader.TryReadTag(out int field, out WireType type))
        {
            if (field == 1 && type == WireType.Bytes)
                key = reader.ReadBytes();
            else if (field == 2 && type == WireType.Bytes)
                value = reader.ReadBytes();
            else
                reader.Skip(type);
        }

        AddScalar(key, value, add);
    }

    /// <summary>Words of the text, and of every text inside a structured body.</summary>
    private static void VisitBody(ReadOnlySpan<byte> anyValue, Action<uint> add)
    {
        var reader = new ProtoReader(anyValue);
        while (reader.TryReadTag(out int field, out WireType type))
        {
            if (type != WireType.Bytes)
            {
                reader.Skip(type);
                continue;
            }

            ReadOnlySpan<byte> value = reader.ReadBytes();
            if (field == 1)
                AddWords(value, add);
            else if (field is 5 or 6)
                VisitList(value, field == 6, add);
        }
    }

    private static void VisitList(ReadOnlySpan<byte> list, bool pairs, Action<uint> add)
    {
        var reader = new ProtoReader(list);
        while (reader.TryReadTag(out _, out WireType type))
        {
            if (type != WireType.Bytes)
                reader.Skip(type);
            else if (pairs)
                VisitPair(reader.ReadBytes(), add);
            else
                VisitBody(reader.ReadBytes(), add);
        }
    }

    private static void VisitPair(ReadOnlySpan<byte> pair, Action<uint> add)
    {
        var reader = new ProtoReader(pair);
        while (reader.TryReadTag(out int field, out WireType type))
        {
            if (type != WireType.Bytes)
                reader.Skip(type);
            else if (field == 1)
                AddWords(reader.ReadBytes(), add);
            else
                VisitBody(reader.ReadBytes(), add);
        }
    }

    public static void AddWords(ReadOnlySpan<byte> text, Action<uint> add)
    {
        var words = new Tokenizer(text);
        while (words.TryNext(out uint hash))
            add(hash);
    }

    /// <summary>The attribute under its value as text, as a user types it; lists and nested values are not searched by.</summary>
    private static void AddScalar(ReadOnlySpan<byte> key, ReadOnlySpan<byte> anyValue, Action<uint> add)
    {
        var reader = new ProtoReader(anyValue);
        if (!reader.TryReadTag(out int field, out WireType type))
            return;
        Span<byte> number = stackalloc byte[32];
        int written;
        switch ((field, type))
        {
            case (1, WireType.Bytes):
                add(Tokenizer.HashAttribute(key, reader.ReadBytes()));
                break;
            case (2, WireType.Varint):
                add(Tokenizer.HashAttribute(key, reader.ReadVarint() != 0 ? "true"u8 : "false"u8));
                break;
            case (3, WireType.Varint):
                Utf8Formatter.TryFormat((long)reader.ReadVarint(), number, out written);
                add(Tokenizer.HashAttribute(key, number[..written]));
                break;
            case (4, WireType.Fixed64):
                BitConverter.UInt64BitsToDouble(reader.ReadFixed64()).TryFormat(number, out written, provider: CultureInfo.InvariantCulture);
                add(Tokenizer.HashAttribute(key, number[..written]));
                break;
        }
    }
}
