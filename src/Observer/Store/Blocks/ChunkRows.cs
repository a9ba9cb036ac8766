using Mem0Observability.Observer.Store.Engine;

namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>One decompressed chunk: the context and the message of each of its rows.</summary>
internal sealed class ChunkRows
{
    private readonly byte[] _plain;
    private readonly (int Context, int Offset, int Length)[] _rows;

    private ChunkRows(byte[] plain, (int Context, int Offset, int Length)[] rows) => (_plain, _rows) = (plain, rows);

    public static void Write(ByteBuffer plain, int context, ReadOnlySpan<byte> message)
    {
        plain.Varint((ulong)context);
        plain.Varint((ulong)message.Length);
        plain.Add(message);
    }

    public static ChunkRows Read(byte[] plain)
    {
        var rows = new List<(int, int, int)>(Chunks.Rows);
        var reader = new ByteReader(plain);
        int position = 0;
        while (!reader.IsAtEnd)
        {
            int context = (int)reader.Varint();
            int length = (int)reader.Varint();
            reader.Take(length);
            position += Width((ulong)context) + Width((ulong)length);
            rows.Add((context, position, length));
            position += length;
        }

        return new ChunkRows(plain, [.. rows]);
    }

    public int Context(int row) => Row(row).Context;

    public ReadOnlySpan<byte> Message(int row) => _plain.AsSpan(Row(row).Offset, Row(row).Length);

    private (int Context, int Offset, int Length) Row(int row) =>
        row < _rows.Length ? _rows[row] : throw new DamagedBlockException("a chunk with fewer rows than its block");

    private static int Width(ulong value)
    {
        int width = 1;
        for (; value >= 0x80; value >>= 7)
            width++;
        return width;
    }
}
