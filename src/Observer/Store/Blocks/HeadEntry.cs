using System.Runtime.CompilerServices;

namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>The rows of one commit, as they lie in the file.</summary>
internal readonly ref struct HeadEntry<TRow>
    where TRow : unmanaged
{
    public ReadOnlySpan<TRow> Rows { get; private init; }

    public ReadOnlySpan<byte> Payload { get; private init; }

    /// <summary>What the offset of a row has to be reduced by.</summary>
    public int PayloadStart { get; private init; }

    /// <exception cref="Engine.DamagedBlockException">It is not what was written.</exception>
    public static HeadEntry<TRow> Read(ReadOnlySpan<byte> data)
    {
        ByteReader reader = ByteReader.Verified(data);
        int count = reader.Int();
        int payloadStart = reader.Int();
        return new HeadEntry<TRow>
        {
            PayloadStart = payloadStart,
            Rows = reader.Array<TRow>(count),
            Payload = reader.Take(data.Length - (2 * sizeof(int)) - (count * Unsafe.SizeOf<TRow>()) - sizeof(long)),
        };
    }
}
