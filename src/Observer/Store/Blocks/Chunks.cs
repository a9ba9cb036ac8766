using Mem0Observability.Observer.Store.Engine;
using ZstdSharp;

namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>Compresses the OTLP messages of a block, some hundred at a time: reading one row costs one chunk.</summary>
internal static class Chunks
{
    /// <summary>About 64 KB before compression: 0.2 ms to read, and within 10 % of what larger ones save.</summary>
    public const int Rows = 256;

    /// <summary>Chunk ids are block id * this + chunk number.</summary>
    public const int PerBlock = 64;

    /// <summary>The fastest that still finds the repetitions: attribute keys and values are the same in every message.</summary>
    public static Compressor NewCompressor() => new(1);

    /// <summary>Writes the compressed form of <paramref name="plain"/>, after its plain length.</summary>
    public static void Pack(Compressor compressor, ReadOnlySpan<byte> plain, ByteBuffer target)
    {
        target.Clear();
        target.Int(plain.Length);
        Span<byte> room = target.Take(Compressor.GetCompressBound(plain.Length));
        target.Trim(sizeof(int) + compressor.Wrap(plain, room));
        target.Seal();
    }

    /// <exception cref="DamagedBlockException">It is not what was written.</exception>
    public static byte[] Unpack(Decompressor decompressor, ReadOnlySpan<byte> packed)
    {
        // Before anything is allocated: a length that a damaged disk made up must not take the memory.
        var reader = ByteReader.Verified(packed);
        byte[] plain = new byte[reader.Int()];
        try
        {
            return decompressor.Unwrap(packed[sizeof(int)..^sizeof(long)], plain) == plain.Length
                ? plain
                : throw new DamagedBlockException("a chunk of another length than it says");
        }
        catch (ZstdException e)
        {
            throw new DamagedBlockException("a chunk that does not decompress", e);
        }
    }
}
