using System.Buffers.Binary;

namespace Mem0Observability.Observer.Wire;

/// <summary>Reads one protobuf message field by field from bytes that nobody has checked yet. Never reads past them, never allocates.</summary>
/// <remarks>https://protobuf.dev/programming-guides/encoding/</remarks>
internal ref struct ProtoReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;
    private int _position;

    /// <summary>Bytes read so far.</summary>
    public readonly int Position => _position;

    /// <returns>False at the end of the message.</returns>
    /// <exception cref="MalformedProtobufException">The bytes are no field header.</exception>
    public bool TryReadTag(out int field, out WireType type)
    {
        if (_position == _data.Length)
        {
            (field, type) = (0, default);
            return false;
        }

        ulong tag = ReadVarint();
        field = (int)(tag >> 3);
        type = (WireType)(tag & 7);
        if (tag > uint.MaxValue || field == 0 || type is not (WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32))
            throw Malformed("no field header");
        return true;
    }

    public ulong ReadVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if (_position == _data.Length)
                throw Malformed("a number that is cut off");
            byte next = _data[_position++];
            if (shift == 63 && next > 1)
                throw Malformed("a number of more than 64 bits");
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw Malformed("a number of more than 10 bytes");
    }

    public ulong ReadFixed64()
    {
        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
        return value;
    }

    public uint ReadFixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>The bytes of a string, a bytes field or an embedded message.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        ulong length = ReadVarint();
        if (length > (ulong)(_data.Length - _position))
            throw Malformed("a length that reaches past the end");
        return Take((int)length);
    }

    public void Skip(WireType type)
    {
        switch (type)
        {
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Fixed64:
                Take(8);
                break;
            case WireType.Bytes:
                ReadBytes();
                break;
            case WireType.Fixed32:
                Take(4);
                break;
            default:
                throw Malformed("an unknown wire type");
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _data.Length - _position)
            throw Malformed("a value that is cut off");
        ReadOnlySpan<byte> bytes = _data.Slice(_position, length);
        _position += length;
        return bytes;
    }

    private readonly MalformedProtobufException Malformed(string what) => new($"{what} at byte {_position} of {_data.Length}");
}
