using System.Text.Unicode;
using Mem0Observability.Observer.Wire;

namespace Mem0Observability.Observer.Otlp;

/// <summary>Reads the value of a field that must be of one kind. Anything else makes the whole message malformed, as in the Collector.</summary>
internal static class OtlpFields
{
    public static ReadOnlySpan<byte> Message(this scoped ref ProtoReader reader, WireType type)
    {
        Demand(type, WireType.Bytes);
        return reader.ReadBytes();
    }

    /// <summary>UTF-8, checked: what is stored must be printable later, when there is nobody left to complain to.</summary>
    public static ReadOnlySpan<byte> Text(this scoped ref ProtoReader reader, WireType type)
    {
        Demand(type, WireType.Bytes);
        var text = reader.ReadBytes();
        if (!Utf8.IsValid(text))
            throw new MalformedProtobufException("a text that is not UTF-8");
        return text;
    }

    /// <param name="size">16 for traces, 8 for spans; an empty id is no id.</param>
    public static ReadOnlySpan<byte> Id(this scoped ref ProtoReader reader, WireType type, int size)
    {
        Demand(type, WireType.Bytes);
        var id = reader.ReadBytes();
        if (id.Length != size && id.Length != 0)
            throw new MalformedProtobufException($"an id of {id.Length} bytes instead of {size}");
        return id;
    }

    public static ulong Number(this scoped ref ProtoReader reader, WireType type)
    {
        Demand(type, WireType.Varint);
        return reader.ReadVarint();
    }

    public static ulong Fixed64(this scoped ref ProtoReader reader, WireType type)
    {
        Demand(type, WireType.Fixed64);
        return reader.ReadFixed64();
    }

    public static uint Fixed32(this scoped ref ProtoReader reader, WireType type)
    {
        Demand(type, WireType.Fixed32);
        return reader.ReadFixed32();
    }

    private static void Demand(WireType seen, WireType expected)
    {
        if (seen != expected)
            throw new MalformedProtobufException($"wire type {seen} where {expected} is expected");
    }
}
