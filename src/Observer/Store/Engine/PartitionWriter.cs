using Mem0Observability.Observer.Store.Blocks;
using ZstdSharp;

namespace Mem0Observability.Observer.Store.Engine;

/// <summary>Writes one partition. For one thread; after an exception it must be disposed, and opened again from the file.</summary>
internal sealed class PartitionWriter : IDisposable
{
    /// <summary>Blocks are cut earlier than full where their messages are large.</summary>
    private const int HeadBytes = 8 * 1024 * 1024;

    private readonly Database _database;
    private readonly Compressor _compressor = Chunks.NewCompressor();
    private readonly PartitionNames _names;
    private readonly ServiceGraph _graph;
    private readonly SpanBlockBuilder _spanBlocks;
    private readonly LogBlockBuilder _logBlocks;
    private readonly Statement _insertHead;
    private readonly Statement _deleteHead;
    private readonly Statement _setSequence;
    private readonly Statement _setPosition;
    private readonly HeadRows<SpanRow> _spans = new();
    private readonly HeadRows<LogRow> _logs = new();
    private readonly ByteBuffer _buffer = new();
    private readonly Dictionary<string, byte[]> _positions = [];
    private readonly Action<ServiceGraph.Call> _addCall;
    private long _nextSequence;

    public PartitionWriter(string path, ServiceGraph graph, PartitionStart start)
    {
        Path = path;
        _graph = graph;
        _database = Database.Open(path, write: true);
        try
        {
            _database.Execute(PartitionSchema.Writing);
            long version = _database.Scalar("PRAGMA user_version");
            PartitionSchema.Check(version);
            if (version == 0)
                Create(start);
            _names = new PartitionNames(_database);
            Edges = new EdgeTable(_database);
            _spanBlocks = new SpanBlockBuilder(_database, _compressor);
            _logBlocks = new LogBlockBuilder(_database, _compressor);
            _insertHead = _database.Prepare("INSERT INTO head(signal, sequence, data) VALUES(?, ?, ?)");
            _deleteHead = _database.Prepare("DELETE FROM head WHERE signal = ?");
            _setSequence = _database.Prepare("INSERT OR REPLACE INTO sequence(id, next) VALUES(0, ?)");
            _setPosition = _database.Prepare("INSERT OR REPLACE INTO position(source, state) VALUES(?, ?)");
            _addCall = AddCall;
            Load();
        }
        catch
        {
            _compressor.Dispose();
            _database.Dispose();
            throw;
        }
    }

    public string Path { get; }

    public EdgeTable Edges { get; }

    /// <summary>Names by number.</summary>
    public PartitionNames Names => _names;

    /// <summary>Spans and log records of this partition.</summary>
    public long Rows { get; private set; }

    /// <summary>Calls that were completed since the last commit, for the metrics.</summary>
    public List<ServiceGraph.Call> Calls { get; } = [];

    public IReadOnlyDictionary<string, byte[]> Positions => _positions;

    public long NextSequence => _nextSequence;

    /// <summary>Stores all batches, or none.</summary>
    public void Commit(IReadOnlyList<TelemetryBatch> batches)
    {
        Calls.Clear();
        _graph.Expire(_addCall);
        if (batches.Count == 0 && !Edges.IsDirty)
            return;

        _database.Execute("BEGIN IMMEDIATE");
        (int spans, int logs) = (_spans.Count, _logs.Count);
        foreach (TelemetryBatch batch in batches)
            Append(batch);
        WriteSpans(spans, everything: false);
        WriteLogs(logs, everything: false);
        Edges.Write();
        _database.Execute("COMMIT");
    }

    /// <summary>Everything into blocks and out of the log: nothing will be added.</summary>
    public void Seal()
    {
        _database.Execute("BEGIN IMMEDIATE");
        WriteSpans(_spans.Count, everything: true);
        WriteLogs(_logs.Count, everything: true);
        _database.Execute("COMMIT");
        _database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>Gives back what a flood made grow.</summary>
    public void Trim()
    {
        _spans.Trim();
        _logs.Trim();
        _buffer.Clear(keep: 4096);
        Calls.TrimExcess();
        _graph.Trim();
        _database.Execute("PRAGMA shrink_memory");
    }

    public void Dispose()
    {
        _insertHead.Dispose();
        _deleteHead.Dispose();
        _setSequence.Dispose();
        _setPosition.Dispose();
        _spanBlocks.Dispose();
        _logBlocks.Dispose();
        Edges.Dispose();
        _names.Dispose();
        _compressor.Dispose();
        _database.Dispose();
    }

    private void Create(PartitionStart start)
    {
        // One transaction: a partition without the positions would make the tailer read everything again.
        _database.Execute("BEGIN IMMEDIATE");
        _database.Execute(PartitionSchema.Tables);
        using (Statement position = _database.Prepare("INSERT INTO position(source, state) VALUES(?, ?)"))
        {
            foreach (var (source, state) in start.Positions)
                position.Bind(1, source).Bind(2, state).Run();
        }

        _database.Execute(FormattableString.Invariant($"INSERT INTO sequence(id, next) VALUES(0, {start.Sequence})"));
        _database.Execute(FormattableString.Invariant($"PRAGMA user_version = {PartitionSchema.Version}"));
        _database.Execute("COMMIT");
    }

    private void Load()
    {
        _nextSequence = _database.Scalar("SELECT next FROM sequence WHERE id = 0");
        Rows = _database.Scalar("SELECT coalesce((SELECT sum(rows) FROM span_block), 0) + coalesce((SELECT sum(rows) FROM log_block), 0)");
        using (Statement positions = _database.Prepare("SELECT source, state FROM position"))
        {
            while (positions.Step())
                _positions[positions.Text(0)] = positions.Blob(1).ToArray();
        }

        using Statement head = _database.Prepare("SELECT signal, data FROM head ORDER BY id");
        while (head.Step())
        {
            if (head.Long(0) == HeadSignal.Spans)
                _spans.Read(head.Blob(1));
            else
                _logs.Read(head.Blob(1));
        }

        Rows += _spans.Count + _logs.Count;
        // Calls whose second half has not come yet; the complete ones were counted when they were stored.
        foreach (ref readonly SpanRow span in _spans.Rows)
            _graph.Observe(span, static _ => { });
    }

    private void Append(TelemetryBatch batch)
    {
        _names.Begin(batch);
        foreach (SpanRow given in batch.Spans)
        {
            SpanRow row = given;
            row.Service = _names.Name(row.Service);
            row.Operation = _names.Name(row.Operation);
            row.Peer = row.PeerKind == PeerKind.None ? 0 : _names.Name(row.Peer);
            row.Context = _names.Context(row.Context);
            row.Offset = _spans.Append(batch.Payload.Slice(given.Offset, given.Length));
            _spans.Add(row);
            _names.AddOperation(row);
            _graph.Observe(row, _addCall);
        }

        foreach (LogRow given in batch.Logs)
        {
            LogRow row = given;
            row.Service = _names.Name(row.Service);
            row.Context = _names.Context(row.Context);
            row.Offset = _logs.Append(batch.Payload.Slice(given.Offset, given.Length));
            _logs.Add(row);
        }

        _nextSequence += batch.Logs.Count;
        Rows += batch.Spans.Count + batch.Logs.Count;
        foreach (var (source, state) in batch.Positions)
        {
            _setPosition.Bind(1, source).Bind(2, state).Run();
            _positions[source] = state;
        }
    }

    private void AddCall(ServiceGraph.Call call)
    {
        Calls.Add(call);
        Edges.Add(new EdgeTable.Key(call.Start / SpanRollup.Minute, call.Client, call.Server, call.Type), call.ServerDuration, call.Failed);
    }

    /// <param name="stored">How many rows of the head the file holds already.</param>
    private void WriteSpans(int stored, bool everything)
    {
        int cut = 0;
        while (_spans.Count - cut >= SpanBlockBuilder.Rows || (_spans.Count > cut && (everything || _spans.PayloadBytes > HeadBytes)))
        {
            int rows = Math.Min(SpanBlockBuilder.Rows, _spans.Count - cut);
            _spanBlocks.Write(_spans.Rows.Slice(cut, rows), _spans.Payload);
            cut += rows;
        }

        if (cut > 0)
        {
            _spans.Cut(cut, static row => row.Offset, static (row, offset) => row with { Offset = offset });
            _deleteHead.Bind(1, HeadSignal.Spans).Run();
            stored = 0;
        }

        if (stored == _spans.Count)
            return;
        _spans.Write(stored, _spans.Rows[stored].Offset, _buffer);
        _insertHead.Bind(1, HeadSignal.Spans).Bind(2, 0).Bind(3, _buffer.Written).Run();
    }

    /// <param name="stored">How many rows of the head the file holds already.</param>
    private void WriteLogs(int stored, bool everything)
    {
        int cut = 0;
        while (_logs.Count - cut >= LogBlockBuilder.Rows || (_logs.Count > cut && (everything || _logs.PayloadBytes > HeadBytes)))
        {
            int rows = Math.Min(LogBlockBuilder.Rows, _logs.Count - cut);
            _logBlocks.Write(_logs.Rows.Slice(cut, rows), _logs.Payload, _nextSequence - _logs.Count + cut);
            cut += rows;
        }

        if (cut > 0)
        {
            _logs.Cut(cut, static row => row.Offset, static (row, offset) => row with { Offset = offset });
            _deleteHead.Bind(1, HeadSignal.Logs).Run();
            stored = 0;
        }

        if (stored == _logs.Count && cut == 0)
            return;
        _setSequence.Bind(1, _nextSequence).Run();
        if (stored == _logs.Count)
            return;
        _logs.Write(stored, _logs.Rows[stored].Offset, _buffer);
        _insertHead.Bind(1, HeadSignal.Logs).Bind(2, _nextSequence - _logs.Count + stored).Bind(3, _buffer.Written).Run();
    }
}
