using Mem0Observability.Observer.Store.Engine;
using ZstdSharp;

namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>Turns some thousand spans into one block: sorted by trace, so that a trace's spans lie in one chunk.</summary>
internal sealed class SpanBlockBuilder(Database database, Compressor compressor) : IDisposable
{
    /// <summary>Spans in a full block; less than <see cref="Chunks.PerBlock"/> chunks.</summary>
    public const int Rows = 8192;

    private readonly Statement _block = database.Prepare("INSERT INTO span_block(rows, first, last, longest, rollup, columns) VALUES(?, ?, ?, ?, ?, ?)");
    private readonly Statement _chunk = database.Prepare("INSERT INTO span_chunk(id, data) VALUES(?, ?)");
    private readonly Statement _trace = database.Prepare("INSERT INTO span_trace(trace, block) VALUES(?, ?)");
    private readonly Statement _lastId = database.Prepare("SELECT last_insert_rowid()");
    private readonly SpanRollup _rollup = new();
    private readonly ByteBuffer _columns = new();
    private readonly ByteBuffer _counts = new();
    private readonly ByteBuffer _plain = new();
    private readonly ByteBuffer _packed = new();
    private readonly ulong[] _traces = new ulong[Rows];
    private readonly int[] _order = new int[Rows];

    /// <param name="payload">What the rows' offsets point into.</param>
    public void Write(ReadOnlySpan<SpanRow> rows, ReadOnlySpan<byte> payload)
    {
        Span<int> order = Sort(rows);
        (long first, long last, long longest) = (long.MaxValue, long.MinValue, 0);
        foreach (ref readonly SpanRow row in rows)
        {
            first = Math.Min(first, row.Start);
            last = Math.Max(last, row.Start);
            longest = Math.Max(longest, row.Duration);
            _rollup.Add(row);
        }

        SpanColumns.Write(rows, order, _columns);
        _rollup.Write(_counts);
        _block.Bind(1, rows.Length).Bind(2, first).Bind(3, last).Bind(4, longest).Bind(5, _counts.Written).Bind(6, _columns.Written).Run();
        long id = LastId();
        WriteChunks(rows, order, payload, id);

        ulong before = 0;
        foreach (int index in order)
        {
            ulong trace = rows[index].TraceLow;
            if (trace != before)
                _trace.Bind(1, (long)trace).Bind(2, id).Run();
            before = trace;
        }
    }

    public void Dispose()
    {
        _block.Dispose();
        _chunk.Dispose();
        _trace.Dispose();
        _lastId.Dispose();
    }

    private Span<int> Sort(ReadOnlySpan<SpanRow> rows)
    {
        Span<ulong> traces = _traces.AsSpan(0, rows.Length);
        Span<int> order = _order.AsSpan(0, rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            traces[i] = rows[i].TraceLow;
            order[i] = i;
        }

        traces.Sort(order);
        return order;
    }

    private long LastId()
    {
        _lastId.Step();
        long id = _lastId.Long(0);
        _lastId.Reset();
        return id;
    }

    private void WriteChunks(ReadOnlySpan<SpanRow> rows, ReadOnlySpan<int> order, ReadOnlySpan<byte> payload, long block)
    {
        for (int start = 0, chunk = 0; start < order.Length; start += Chunks.Rows, chunk++)
        {
            _plain.Clear();
            foreach (int index in order[start..Math.Min(start + Chunks.Rows, order.Length)])
            {
                ref readonly SpanRow row = ref rows[index];
                ChunkRows.Write(_plain, row.Context, payload.Slice(row.Offset, row.Length));
            }

            Chunks.Pack(compressor, _plain.Written, _packed);
            _chunk.Bind(1, (block * Chunks.PerBlock) + chunk).Bind(2, _packed.Written).Run();
        }
    }
}
