using System.Runtime.InteropServices;

namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>What spans of a block are filtered by, column after column, sorted by trace.</summary>
internal readonly ref struct SpanColumns
{
    public readonly ReadOnlySpan<ulong> Trace;
    public readonly ReadOnlySpan<long> Start;
    public readonly ReadOnlySpan<long> Duration;
    public readonly ReadOnlySpan<ushort> Service;
    public readonly ReadOnlySpan<ushort> Operation;

    /// <summary>Kind in the low, status in the high half.</summary>
    public readonly ReadOnlySpan<byte> KindAndStatus;

    public SpanColumns(ReadOnlySpan<byte> data)
    {
        ByteReader reader = ByteReader.Verified(data);
        int rows = reader.Int();
        Trace = reader.Array<ulong>(rows);
        Start = reader.Array<long>(rows);
        Duration = reader.Array<long>(rows);
        Service = reader.Array<ushort>(rows);
        Operation = reader.Array<ushort>(rows);
        KindAndStatus = reader.Array<byte>(rows);
    }

    public int Rows => Trace.Length;

    public static void Write(ReadOnlySpan<SpanRow> rows, ReadOnlySpan<int> order, ByteBuffer target)
    {
        int count = rows.Length;
        target.Clear();
        target.Int(count);
        Span<ulong> trace = Column<ulong>(target, count);
        for (int i = 0; i < count; i++)
            trace[i] = rows[order[i]].TraceLow;
        Span<long> start = Column<long>(target, count);
        for (int i = 0; i < count; i++)
            start[i] = rows[order[i]].Start;
        Span<long> duration = Column<long>(target, count);
        for (int i = 0; i < count; i++)
            duration[i] = rows[order[i]].Duration;
        Span<ushort> service = Column<ushort>(target, count);
        for (int i = 0; i < count; i++)
            service[i] = (ushort)rows[order[i]].Service;
        Span<ushort> operation = Column<ushort>(target, count);
        for (int i = 0; i < count; i++)
            operation[i] = (ushort)rows[order[i]].Operation;
        Span<byte> flags = target.Take(count);
        for (int i = 0; i < count; i++)
            flags[i] = Pack(rows[order[i]]);
        target.Seal();
    }

    public static byte Pack(in SpanRow row) => (byte)((row.Kind & 0xF) | (row.Status << 4));

    private static Span<T> Column<T>(ByteBuffer target, int count)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(target.Take(count * System.Runtime.CompilerServices.Unsafe.SizeOf<T>()));
}
