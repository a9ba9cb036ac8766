using Mem0Observability.Observer.Store.Blocks;
using Mem0Observability.Observer.Store.Engine;
using ZstdSharp;

namespace Mem0Observability.Observer.Store.Queries;

/// <summary>Reads messages and their contexts during one question; rows that lie together are decompressed once.</summary>
internal sealed class ChunkCache(Database database, string table) : IDisposable
{
    private readonly Statement _read = database.Prepare($"SELECT data FROM {table} WHERE id = ?");
    private readonly Statement _context = database.Prepare("SELECT value FROM context WHERE id = ?");
    private readonly Decompressor _decompressor = new();
    private readonly Dictionary<int, byte[]> _contexts = [];
    private long _id = -1;
    private ChunkRows? _rows;

    /// <summary>Valid until the next call for another chunk.</summary>
    public ReadOnlySpan<byte> Message(long block, int row) => Chunk(block, row).Message(row % Chunks.Rows);

    public ReadOnlySpan<byte> Context(long block, int row) => Context(Chunk(block, row).Context(row % Chunks.Rows));

    public ReadOnlySpan<byte> Context(int number)
    {
        if (_contexts.TryGetValue(number, out byte[]? known))
            return known;
        bool found = _context.Bind(1, number).Step();
        byte[] context = found ? _context.Blob(0).ToArray() : throw new DamagedBlockException($"there is no context {number}");
        _context.Reset();
        _contexts.Add(number, context);
        return context;
    }

    public void Dispose()
    {
        _read.Dispose();
        _context.Dispose();
        _decompressor.Dispose();
    }

    private ChunkRows Chunk(long block, int row)
    {
        long id = (block * Chunks.PerBlock) + (row / Chunks.Rows);
        if (id == _id)
            return _rows!;
        bool found = _read.Bind(1, id).Step();
        _rows = found ? ChunkRows.Read(Chunks.Unpack(_decompressor, _read.Blob(0))) : throw new DamagedBlockException($"there is no chunk {id}");
        _read.Reset();
        _id = id;
        return _rows;
    }
}
