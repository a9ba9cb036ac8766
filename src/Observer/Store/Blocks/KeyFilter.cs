namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>Which blocks may hold a trace or request id: a Bloom filter for each block, asked before the block is opened.</summary>
/// <remarks>
/// An index of the keys themselves would be exact, but every record brings a new one at a random place of it: at 2 M records in a file that
/// cost four times as much as storing the records. The filters of 10 M records are read in about 10 ms.
/// </remarks>
internal static class KeyFilter
{
    /// <summary>With <see cref="Hashes"/> of them set, one block in 250 is opened in vain.</summary>
    private const int BitsPerKey = 12;

    private const int Hashes = 8;

    public static void Write(IReadOnlyCollection<ulong> keys, ByteBuffer target)
    {
        target.Clear();
        Span<byte> bits = target.Take(Math.Max(1, ((keys.Count * BitsPerKey) + 7) / 8));
        bits.Clear();
        foreach (ulong key in keys)
        {
            (ulong at, ulong step) = Start(key);
            for (int i = 0; i < Hashes; i++, at += step)
            {
                int bit = Bit(at, bits.Length);
                bits[bit >> 3] |= (byte)(1 << (bit & 7));
            }
        }

        target.Seal();
    }

    /// <exception cref="Engine.DamagedBlockException">It is not what was written.</exception>
    public static bool MayHold(ReadOnlySpan<byte> filter, ulong key)
    {
        ByteReader.Verified(filter);
        ReadOnlySpan<byte> bits = filter[..^sizeof(long)];
        (ulong at, ulong step) = Start(key);
        for (int i = 0; i < Hashes; i++, at += step)
        {
            int bit = Bit(at, bits.Length);
            if ((bits[bit >> 3] & (1 << (bit & 7))) == 0)
                return false;
        }

        return true;
    }

    /// <summary>Ids are not always random: some senders count.</summary>
    private static (ulong At, ulong Step) Start(ulong key)
    {
        key = (key ^ (key >> 30)) * 0xBF58476D1CE4E5B9;
        key = (key ^ (key >> 27)) * 0x94D049BB133111EB;
        return (key ^ (key >> 31), (key * 0x9E3779B97F4A7C15) | 1);
    }

    private static int Bit(ulong hash, int bytes) => (int)(((hash >> 32) * ((ulong)bytes * 8)) >> 32);
}
