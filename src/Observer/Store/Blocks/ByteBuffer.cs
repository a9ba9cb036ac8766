using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>Bytes that grow and are used again. Not thread-safe.</summary>
internal sealed class ByteBuffer(int capacity = 4096)
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Writes over what is already there.</summary>
    public void Patch(int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(offset), value);

    /// <summary>Forgets what is written, and the memory too where one large message has blown it up.</summary>
    public void Clear(int keep = 8 * 1024 * 1024)
    {
        Length = 0;
        if (_bytes.Length > keep)
            _bytes = new byte[keep];
    }

    /// <summary>Takes no more memory than what is written needs.</summary>
    public void Fit() => Array.Resize(ref _bytes, Math.Max(Length, 4096));

    public Span<byte> Take(int size)
    {
        if (_bytes.Length - Length < size)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + size));
        Span<byte> taken = _bytes.AsSpan(Length, size);
        Length += size;
        return taken;
    }

    /// <summary>Gives back the end of what was taken.</summary>
    public void Trim(int length) => Length = length;

    /// <summary>Takes away the beginning.</summary>
    public void Cut(int bytes)
    {
        _bytes.AsSpan(bytes, Length - bytes).CopyTo(_bytes);
        Length -= bytes;
    }

    public void Add(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    public void Add<T>(ReadOnlySpan<T> values)
        where T : unmanaged => Add(MemoryMarshal.AsBytes(values));

    public void Int(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(sizeof(int)), value);

    public void Long(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);

    public void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Take(1)[0] = (byte)(value | 0x80);
        Take(1)[0] = (byte)value;
    }

    /// <summary>A checksum over everything since <paramref name="start"/>; see <see cref="ByteReader.Verified"/>.</summary>
    public void Seal(int start = 0) => Long((long)TelemetryBatch.Hash(Written[start..]));
}
