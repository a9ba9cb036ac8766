using System.Runtime.InteropServices;

namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>What log records of a block are filtered by, column after column, sorted by time.</summary>
internal readonly ref struct LogColumns
{
    public readonly ReadOnlySpan<long> Time;

    /// <summary>Sequence number, counted from <see cref="FirstSequence"/>.</summary>
    public readonly ReadOnlySpan<int> Sequence;
    public readonly ReadOnlySpan<int> Context;
    public readonly ReadOnlySpan<ushort> Service;
    public readonly ReadOnlySpan<byte> Severity;
    public readonly long FirstSequence;

    public LogColumns(ReadOnlySpan<byte> data)
    {
        ByteReader reader = ByteReader.Verified(data);
        int rows = reader.Int();
        FirstSequence = reader.Long();
        Time = reader.Array<long>(rows);
        Sequence = reader.Array<int>(rows);
        Context = reader.Array<int>(rows);
        Service = reader.Array<ushort>(rows);
        Severity = reader.Array<byte>(rows);
    }

    public int Rows => Time.Length;

    /// <param name="firstSequence">Of the row that came first.</param>
    public static void Write(ReadOnlySpan<LogRow> rows, ReadOnlySpan<int> order, long firstSequence, ByteBuffer target)
    {
        int count = rows.Length;
        target.Clear();
        target.Int(count);
        target.Long(firstSequence);
        Span<long> time = Column<long>(target, count);
        for (int i = 0; i < count; i++)
            time[i] = rows[order[i]].Time;
        target.Add(order);
        Span<int> context = Column<int>(target, count);
        for (int i = 0; i < count; i++)
            context[i] = rows[order[i]].Context;
        Span<ushort> service = Column<ushort>(target, count);
        for (int i = 0; i < count; i++)
            service[i] = (ushort)rows[order[i]].Service;
        Span<byte> severity = target.Take(count);
        for (int i = 0; i < count; i++)
            severity[i] = rows[order[i]].Severity;
        target.Seal();
    }

    private static Span<T> Column<T>(ByteBuffer target, int count)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(target.Take(count * System.Runtime.CompilerServices.Unsafe.SizeOf<T>()));
}
