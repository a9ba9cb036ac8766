using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Mem0Observability.Observer.Store.Engine;

namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>Reads what <see cref="ByteBuffer"/> wrote.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <exception cref="DamagedBlockException">The checksum at the end does not hold.</exception>
    public static ByteReader Verified(ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < sizeof(long)
            || BinaryPrimitives.ReadUInt64LittleEndian(sealedBytes[^sizeof(long)..]) != TelemetryBatch.Hash(sealedBytes[..^sizeof(long)]))
        {
            throw new DamagedBlockException("the checksum of a block does not hold");
        }

        return new ByteReader(sealedBytes[..^sizeof(long)]);
    }

    public ReadOnlySpan<byte> Take(int size)
    {
        if ((uint)size > (uint)_rest.Length)
            throw new DamagedBlockException("a block ends before its content does");
        ReadOnlySpan<byte> taken = _rest[..size];
        _rest = _rest[size..];
        return taken;
    }

    /// <summary>Valid as long as the bytes are.</summary>
    public ReadOnlySpan<T> Array<T>(int count)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Take(checked(count * System.Runtime.CompilerServices.Unsafe.SizeOf<T>())));

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public long Long() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public ulong Varint()
    {
        if (!_rest.IsEmpty && _rest[0] < 0x80)
        {
            ulong only = _rest[0];
            _rest = _rest[1..];
            return only;
        }

        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw new DamagedBlockException("a number of a block is too long");
    }
}
