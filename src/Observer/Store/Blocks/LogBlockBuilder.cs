using Mem0Observability.Observer.Store.Engine;
using ZstdSharp;

namespace Mem0Observability.Observer.Store.Blocks;

/// <summary>Turns some thousand log records into one block: sorted by time, with an index of their words.</summary>
internal sealed class LogBlockBuilder : IDisposable
{
    /// <summary>Records in a full block: searching one costs a millisecond, and an hour of a busy stack is a hundred.</summary>
    public const int Rows = 4096;

    private readonly Compressor _compressor;
    private readonly Statement _block;
    private readonly Statement _chunk;
    private readonly Statement _terms;
    private readonly Statement _filter;
    private readonly Statement _lastId;
    private readonly LogRollup _rollup = new();
    private readonly TermIndex _words = new();
    private readonly ByteBuffer _columns = new();
    private readonly ByteBuffer _index = new();
    private readonly ByteBuffer _counts = new();
    private readonly ByteBuffer _plain = new();
    private readonly ByteBuffer _packed = new();
    private readonly HashSet<ulong> _keys = [];
    private readonly long[] _times = new long[Rows];
    private readonly int[] _order = new int[Rows];
    private readonly Action<uint> _addTerm;
    private int _row;

    public LogBlockBuilder(Database database, Compressor compressor)
    {
        _compressor = compressor;
        _block = database.Prepare("INSERT INTO log_block(rows, first, last, rollup, columns) VALUES(?, ?, ?, ?, ?)");
        _chunk = database.Prepare("INSERT INTO log_chunk(id, data) VALUES(?, ?)");
        _terms = database.Prepare("INSERT INTO log_terms(block, data) VALUES(?, ?)");
        _filter = database.Prepare("INSERT INTO log_filter(block, data) VALUES(?, ?)");
        _lastId = database.Prepare("SELECT last_insert_rowid()");
        _addTerm = hash => _words.Add(hash, _row);
    }

    /// <param name="payload">What the rows' offsets point into.</param>
    /// <param name="firstSequence">Of the first row; the others follow one by one.</param>
    public void Write(ReadOnlySpan<LogRow> rows, ReadOnlySpan<byte> payload, long firstSequence)
    {
        Span<int> order = Sort(rows);
        _keys.Clear();
        for (_row = 0; _row < order.Length; _row++)
        {
            ref readonly LogRow row = ref rows[order[_row]];
            _rollup.Add(row);
            LogTerms.Visit(payload.Slice(row.Offset, row.Length), row, _addTerm);
            if (row.TraceLow != 0)
                _keys.Add(row.TraceLow);
            if (row.Request != 0)
                _keys.Add(row.Request);
        }

        LogColumns.Write(rows, order, firstSequence, _columns);
        _index.Clear();
        _words.Write(_index);
        _rollup.Write(_counts);
        _block.Bind(1, rows.Length).Bind(2, rows[order[0]].Time).Bind(3, rows[order[^1]].Time)
            .Bind(4, _counts.Written).Bind(5, _columns.Written).Run();
        _lastId.Step();
        long id = _lastId.Long(0);
        _lastId.Reset();

        _terms.Bind(1, id).Bind(2, _index.Written).Run();
        WriteChunks(rows, order, payload, id);
        if (_keys.Count == 0)
            return;
        KeyFilter.Write(_keys, _packed);
        _filter.Bind(1, id).Bind(2, _packed.Written).Run();
    }

    public void Dispose()
    {
        _block.Dispose();
        _chunk.Dispose();
        _terms.Dispose();
        _filter.Dispose();
        _lastId.Dispose();
    }

    private Span<int> Sort(ReadOnlySpan<LogRow> rows)
    {
        Span<long> times = _times.AsSpan(0, rows.Length);
        Span<int> order = _order.AsSpan(0, rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            times[i] = rows[i].Time;
            order[i] = i;
        }

        times.Sort(order);
        return order;
    }

    private void WriteChunks(ReadOnlySpan<LogRow> rows, ReadOnlySpan<int> order, ReadOnlySpan<byte> payload, long block)
    {
        for (int start = 0, chunk = 0; start < order.Length; start += Chunks.Rows, chunk++)
        {
            _plain.Clear();
            foreach (int index in order[start..Math.Min(start + Chunks.Rows, order.Length)])
                ChunkRows.Write(_plain, rows[index].Context, payload.Slice(rows[index].Offset, rows[index].Length));
            Chunks.Pack(_compressor, _plain.Written, _packed);
            _chunk.Bind(1, (block * Chunks.PerBlock) + chunk).Bind(2, _packed.Written).Run();
        }
    }
}
