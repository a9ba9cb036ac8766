using System.Buffers.Binary;

namespace Mem0Observability.Observer.Wire;

/// <summary>Writes one protobuf message into a buffer that grows and is used again. Not thread-safe.</summary>
internal sealed class ProtoWriter(int capacity = 1024)
{
    private byte[] _buffer = new byte[capacity];
    private int _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Varint(int field, ulong value)
    {
        Tag(field, WireType.Varint);
        RawVarint(value);
    }

    public void Fixed64(int field, ulong value)
    {
        Tag(field, WireType.Fixed64);
        BinaryPrimitives.WriteUInt64LittleEndian(Take(8), value);
    }

    public void Fixed32(int field, uint value)
    {
        Tag(field, WireType.Fixed32);
        BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, WireType.Bytes);
        RawVarint((ulong)value.Length);
        value.CopyTo(Take(value.Length));
    }

    public void Text(int field, string value)
    {
        Tag(field, WireType.Bytes);
        RawVarint((ulong)System.Text.Encoding.UTF8.GetByteCount(value));
        System.Text.Encoding.UTF8.GetBytes(value, Take(System.Text.Encoding.UTF8.GetByteCount(value)));
    }

    /// <summary>Begins an embedded message; give what it returns to <see cref="EndMessage"/>.</summary>
    public int BeginMessage(int field)
    {
        Tag(field, WireType.Bytes);
        return _length;
    }

    public void EndMessage(int start)
    {
        // The length comes before the content and is known only now.
        int size = _length - start;
        Span<byte> prefix = stackalloc byte[10];
        int width = Encode(prefix, (ulong)size);
        Take(width);
        _buffer.AsSpan(start, size).CopyTo(_buffer.AsSpan(start + width));
        prefix[..width].CopyTo(_buffer.AsSpan(start));
    }

    private void Tag(int field, WireType type) => RawVarint(((ulong)field << 3) | (uint)type);

    private void RawVarint(ulong value)
    {
        Span<byte> bytes = stackalloc byte[10];
        int width = Encode(bytes, value);
        bytes[..width].CopyTo(Take(width));
    }

    private static int Encode(Span<byte> target, ulong value)
    {
        int width = 0;
        for (; value >= 0x80; value >>= 7)
            target[width++] = (byte)(value | 0x80);
        target[width++] = (byte)value;
        return width;
    }

    private Span<byte> Take(int size)
    {
        if (_buffer.Length - _length < size)
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + size));
        Span<byte> taken = _buffer.AsSpan(_length, size);
        _length += size;
        return taken;
    }
}
